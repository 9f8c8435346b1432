#include "engine/delivery/reserve.hpp"

#include <algorithm>

#include "engine/delivery/reason.hpp"

namespace duban::delivery {

namespace {

// Mail servers give up after 4 to 5 days (RFC 5321 section 4.5.4.1); most refusals come in minutes.
constexpr auto bounce_time = std::chrono::days{5};

/// By a silence, or because somebody has just let it go or sent it on its way again.
bool was_kept_back(Delivery const& first) {
    return first.phase == Phase::queued || first.reason.starts_with(reason::silence_prefix);
}

/// One that has not been tried yet is late from its moment on: one that waits for the morning has
/// that ahead, one behind a server that is down has not. So is one that was kept back.
ReserveStep wait_or_call(Delivery const& reserve,
                         Delivery const& first,
                         Duration within,
                         Instant now) {
    if (within <= Duration{}) return AskAgain{reserve.expires_at};
    auto const since = first.attempts == 0 || was_kept_back(first)
                           ? first.not_before
                           : std::max(std::min(first.created_at, now), reserve.not_before - within);
    if (now < since + within) return AskAgain{since + within};
    return CalledUp{now, std::string{reason::not_delivered_in_time}};
}

ReserveStep after_it_was_taken(Delivery const& first, Patience const& patience, Instant now) {
    if (first.confirmed_at) return NoLongerWanted{now, std::string{reason::not_needed}};
    auto const taken = first.claimed_at.value_or(first.not_before);
    if (patience.for_receipt && patience.within > Duration{}) {
        if (now < taken + patience.within) return AskAgain{taken + patience.within};
        return CalledUp{now, std::string{reason::no_receipt_in_time}};
    }
    if (now < taken + bounce_time) return AskAgain{taken + bounce_time};
    return NoLongerWanted{now, std::string{reason::not_needed}};
}

}  // namespace

ReserveStep reserve_step(Delivery const& reserve,
                         Delivery const* first,
                         Patience const& patience,
                         Instant now) {
    if (first == nullptr) return CalledUp{now, std::string{reason::nothing_to_stand_by_for}};
    switch (first->phase) {
        case Phase::dead:
        case Phase::bounced:
        case Phase::expired:
        case Phase::uncertain:
            return CalledUp{now, std::string{reason::first_lost}};
        case Phase::cancelled:
            return NoLongerWanted{now, first->reason};
        case Phase::delivered:
            return after_it_was_taken(*first, patience, now);
        case Phase::held:  // or what somebody keeps back would go out by another way
            return AskAgain{reserve.expires_at};
        case Phase::standby:
        case Phase::queued:
        case Phase::sending:
        case Phase::backing_off:
        case Phase::bundled:
            break;
    }
    return wait_or_call(reserve, *first, patience.within, now);
}

}  // namespace duban::delivery
