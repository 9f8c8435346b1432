// The loop that a channel under test lives on: sends through it and waits for the answers, never
// longer than the bound.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/ports/channel.hpp"
#include "engine/ports/clock.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::support {

/// A clock that stands still: channels only measure how far away a deadline is.
class StillClock : public ports::Clock {
  public:
    Instant now() override { return instant_; }

  private:
    Instant instant_ = from_milliseconds(1'795'000'000'000);
};

/// Chance without chance.
class CountingRandom : public ports::Random {
  public:
    std::uint64_t next() override { return ++last_; }

  private:
    std::uint64_t last_ = 0;
};

class Loop {
  public:
    Loop();
    ~Loop();

    [[nodiscard]] boost::asio::io_context& context() { return *context_; }

    [[nodiscard]] StillClock& clock() { return clock_; }

    /// Runs the loop until the condition holds. Throws after 30 seconds.
    void run_until(std::function<bool()> const& condition);

    ports::Outcome send(ports::Channel& channel, ports::Outgoing message);
    /// All at once; the answers in the order of the messages.
    std::vector<ports::Outcome> send_all(ports::Channel& channel,
                                         std::vector<ports::Outgoing> messages);

    /// A message to the address, with 20 seconds to go.
    ports::Outgoing message_to(std::string address);

  private:
    std::unique_ptr<boost::asio::io_context> context_;
    StillClock clock_;
    int made_ = 0;
};

}  // namespace duban::support
