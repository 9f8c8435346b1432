#include "engine/delivery/reserve.hpp"

#include <algorithm>

namespace duban::delivery {

namespace {

/// Not before the first has been tried: one that waits for the morning is not late.
ReserveStep wait_or_call(Delivery const& reserve,
                         Delivery const& first,
                         Duration within,
                         Instant now) {
    if (within <= Duration{}) return AskAgain{reserve.expires_at};
    if (first.attempts == 0) return AskAgain{std::max(first.not_before, now) + within};
    auto const since = std::max(first.created_at, reserve.not_before - within);
    if (now < since + within) return AskAgain{since + within};
    return CalledUp{now, "not_delivered_in_time"};
}

}  // namespace

ReserveStep reserve_step(Delivery const& reserve,
                         Delivery const* first,
                         Duration within,
                         Instant now) {
    if (first == nullptr) return CalledUp{now, "nothing_to_stand_by_for"};
    switch (first->phase) {
        case Phase::dead:
        case Phase::bounced:
        case Phase::expired:
        case Phase::uncertain:
            return CalledUp{now, first->reason};
        case Phase::cancelled:
            return NoLongerWanted{now, first->reason};
        case Phase::delivered: {
            if (within <= Duration{} || first->confirmed_at)
                return NoLongerWanted{now, "not_needed"};
            auto const until = first->claimed_at.value_or(first->not_before) + within;
            if (now < until) return AskAgain{until};
            return CalledUp{now, "no_receipt_in_time"};
        }
        case Phase::standby:
        case Phase::queued:
        case Phase::sending:
        case Phase::backing_off:
        case Phase::held:
        case Phase::bundled:
            break;
    }
    return wait_or_call(reserve, *first, within, now);
}

}  // namespace duban::delivery
