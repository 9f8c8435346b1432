// Real chance: xorshift64*, seeded once from the system. The seed is kept for the log, so that a
// run can be explained.
#pragma once

#include "engine/ports/clock.hpp"

namespace duban::runtime {

class SystemRandom : public ports::Random {
  public:
    SystemRandom();
    explicit SystemRandom(std::uint64_t seed);

    std::uint64_t next() override;

    [[nodiscard]] std::uint64_t seed() const { return seed_; }

  private:
    std::uint64_t seed_;
    std::uint64_t state_;
};

}  // namespace duban::runtime
