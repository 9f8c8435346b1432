// Deliveries in each phase, and how often they are tried, for the tests of the judge.
#pragma once

#include "engine/delivery/judge.hpp"

namespace duban::delivery {

using namespace std::chrono_literals;

inline Instant const nine = from_milliseconds(1'772'586'000'000);

inline RetryPolicy mail() {
    return {};
}

inline RetryPolicy sms() {
    RetryPolicy policy;
    policy.idempotent = false;
    return policy;
}

inline Delivery row_in(Phase phase) {
    Delivery row;
    row.id = {7};
    row.phase = phase;
    row.created_at = nine - 1h;
    row.expires_at = nine + 48h;
    row.not_before = nine;
    bool const is_untried =
        phase == Phase::queued || phase == Phase::standby || phase == Phase::bundled;
    row.attempts = is_untried ? 0 : 1;
    return row;
}

}  // namespace duban::delivery
