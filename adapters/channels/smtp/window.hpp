// The window: how many mails an account's connections and the queue before them may hold at once,
// so that a quick server never waits for our disk to take down what became of the last ones. It
// opens by one with each mail that was answered promptly, and falls back to the connections alone
// as soon as the server is slow or fails: what waits behind a slow one has been claimed in vain.
#pragma once

#include <cstddef>

#include "engine/base/instant.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::smtp {

class Window {
  public:
    explicit Window(std::size_t connections);

    /// `took` is the time from being handed the mail.
    void answered(Duration took, delivery::Outcome const& outcome);

    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    std::size_t connections_;
    std::size_t size_;
};

}  // namespace duban::smtp
