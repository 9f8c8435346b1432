// The two things that no decision may reach for by itself: the time and chance.
#pragma once

#include <cstdint>

#include "engine/base/instant.hpp"

namespace duban::ports {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

class Random {
  public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;

    /// In [0, 1), for jitter.
    double fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
};

}  // namespace duban::ports
