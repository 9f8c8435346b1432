// The judge: what an event does to a delivery. A pure function; the row is the truth and comes back
// changed, with all that the service must do about it. An event that is not possible in the row's
// phase (a stale claim, the answer of an earlier attempt) is refused and changes nothing.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/delivery/event.hpp"
#include "engine/delivery/retry_policy.hpp"

namespace duban::delivery {

struct Verdict {
    Delivery next;
    bool tell =
        false;  // it will not be tried again and is not known to have arrived: tell somebody
    bool counts_against_breaker = false;  // the fault is the server's or ours, not this message's
    std::optional<Attempt> attempt;       // to be kept, where one has ended
};

struct Refused {
    Phase phase;
    std::string event;
};

[[nodiscard]] Result<Verdict, Refused> judge(Delivery const& row,
                                             Event const& event,
                                             RetryPolicy const& policy);

/// For logs: "claimed is not possible when delivered".
std::string to_text(Refused const& refused);

}  // namespace duban::delivery
