// One channel at work as it is in the daemon: its pump, the writer and the loop, over the store and
// the clock of a World.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/delivery/breaker.hpp"
#include "tests/support/world.hpp"

namespace boost::asio {
class io_context;
}

namespace duban::support {

class PumpRun {
  public:
    using MakeChannel =
        std::function<std::unique_ptr<ports::Channel>(boost::asio::io_context& context)>;

    PumpRun(World& world, std::string const& channel, MakeChannel const& make);
    ~PumpRun();
    PumpRun(PumpRun const&) = delete;
    PumpRun& operator=(PumpRun const&) = delete;

    /// Sends what is due, as far as the breaker allows, until every outcome is written down. Throws
    /// std::runtime_error after a minute without anything happening.
    void work();

    /// Runs the loop until the condition holds. Throws as `work`.
    void run_until(std::function<bool()> const& condition);

    [[nodiscard]] delivery::Breaker::State breaker() const;

  private:
    struct Machinery;
    std::unique_ptr<Machinery> machinery_;
};

}  // namespace duban::support
