#include "adapters/runtime/system_clock.hpp"

namespace duban::runtime {

Instant SystemClock::now() {
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace duban::runtime
