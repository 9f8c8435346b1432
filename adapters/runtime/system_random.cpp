#include "adapters/runtime/system_random.hpp"

#include <random>

namespace duban::runtime {

namespace {

std::uint64_t seed_from_system() {
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

}  // namespace

SystemRandom::SystemRandom() : SystemRandom{seed_from_system()} {}

SystemRandom::SystemRandom(std::uint64_t seed) : seed_{seed}, state_{seed | 1U} {}

std::uint64_t SystemRandom::next() {
    state_ ^= state_ >> 12U;
    state_ ^= state_ << 25U;
    state_ ^= state_ >> 27U;
    return state_ * 0x2545F4914F6CDD1DULL;
}

}  // namespace duban::runtime
