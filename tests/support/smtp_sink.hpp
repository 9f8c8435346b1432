// Postfix's smtp-sink as a child: a mail server on a loopback port that takes everything and keeps
// nothing, or refuses what its options say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/child_process.hpp"

namespace duban::support {

class SmtpSink {
  public:
    /// Throws std::runtime_error where it is not installed or does not come to listen.
    explicit SmtpSink(std::vector<std::string> const& options = {});

    [[nodiscard]] std::uint16_t port() const { return port_; }

    /// Until it ends by itself, after the mails that it was told to count.
    int wait() { return process_.wait(); }

  private:
    std::uint16_t port_;
    ChildProcess process_;
};

}  // namespace duban::support
