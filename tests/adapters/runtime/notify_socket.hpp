// The place where systemd would listen: what the daemon tells it of its state. While there is one,
// the environment says so.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace duban::runtime_test {

class NotifySocket {
  public:
    /// `watchdog`: how often a sign of life is expected.
    explicit NotifySocket(std::chrono::microseconds watchdog);
    ~NotifySocket();
    NotifySocket(NotifySocket const&) = delete;
    NotifySocket& operator=(NotifySocket const&) = delete;

    /// Since the beginning, or since `forget`.
    bool has_heard(std::string_view message);
    void forget();

  private:
    void listen();

    support::TemporaryFolder folder_;
    int socket_;
    std::vector<std::string> heard_;
};

}  // namespace duban::runtime_test
