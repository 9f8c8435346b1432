// The real clock: the only place that asks the machine for the time.
#pragma once

#include "engine/ports/clock.hpp"

namespace duban::runtime {

class SystemClock : public ports::Clock {
  public:
    Instant now() override;
};

}  // namespace duban::runtime
