#include "engine/delivery/retry_policy.hpp"

#include <algorithm>

#include "engine/base/ensure.hpp"

namespace duban::delivery {

Duration back_off(RetryPolicy const& policy, int failures, double jitter) {
    ensure(failures >= 1, "a back-off follows a failure");
    ensure(jitter >= 0.0 && jitter < 1.0, "jitter is a fraction");
    auto ceiling = std::min(policy.first_delay, policy.delay_max);
    for (int doubled = 1; doubled < failures && ceiling < policy.delay_max; ++doubled) {
        ceiling = std::min(ceiling * 2, policy.delay_max);
    }
    return Duration{static_cast<Duration::rep>(static_cast<double>(ceiling.count()) * jitter)};
}

}  // namespace duban::delivery
