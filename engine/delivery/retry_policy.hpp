// How often and how late an attempt is repeated on a channel. A value from the configuration; the
// defaults keep at it for some hours, which is longer than most mail servers are down.
#pragma once

#include "engine/base/instant.hpp"

namespace duban::delivery {

struct RetryPolicy {
    /// A repeat cannot be a second message: a mail keeps its Message-ID and Date, an SMS has no
    /// such thing and is not sent again when its outcome is unknown.
    bool idempotent = true;

    int attempts_max = 12;
    Duration first_delay = std::chrono::seconds{30};
    Duration delay_max = std::chrono::hours{1};

    /// After a fault of our own (password, quota): the queue waits, the breaker guards the server.
    Duration hold = std::chrono::minutes{5};

    /// What a server may ask for at most; the longest windows of SMS providers are a day.
    Duration retry_after_max = std::chrono::hours{24};
};

/// The wait after the `failures`-th failure (from 1): exponential with full jitter, in [0, ceiling)
/// where the ceiling doubles from `first_delay` to `delay_max`. `jitter` is in [0, 1).
Duration back_off(RetryPolicy const& policy, int failures, double jitter);

}  // namespace duban::delivery
