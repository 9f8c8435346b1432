// The restarts of a program: when it is started again after it has failed, and whether it fails so
// often that somebody must mend it. Values in, values out: it starts nothing and reads no clock.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "adapters/channels/program/program.hpp"
#include "engine/base/instant.hpp"

namespace duban::program {

class Restarts {
  public:
    explicit Restarts(Patience const& patience) : patience_{patience} {}

    /// It ended, or could not be started.
    void failed(Instant at);

    /// It has answered a message, or run for minutes.
    void worked();

    /// Until the next start: doubles with each failure since it last worked. `jitter` is in [0, 1)
    /// and takes away up to half.
    [[nodiscard]] Duration wait(double jitter) const;

    /// Five times within ten minutes; so it stays until it works.
    [[nodiscard]] bool are_too_many() const { return too_many_; }

    /// Why it last failed, and that it does so all the time.
    [[nodiscard]] std::string words(std::string_view why) const;

  private:
    Patience const patience_;
    std::deque<Instant> failures_;  // the latest
    int in_a_row_ = 0;              // since it last worked
    bool too_many_ = false;
};

}  // namespace duban::program
