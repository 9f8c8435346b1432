// A settlement: where an answered attempt leads. The arithmetic of retries, apart from the machine
// of phases (judge.hpp), which asks it.
#pragma once

#include "engine/delivery/delivery.hpp"
#include "engine/delivery/event.hpp"
#include "engine/delivery/retry_policy.hpp"

namespace duban::delivery {

/// Counts the attempt, sets `not_before` and `reason`, and names the phase that the row must go to:
/// delivered, backing_off, uncertain, dead or expired.
Phase settle(Delivery& row, Settled const& answer, RetryPolicy const& policy);

/// The answer to the latest attempt, which came after its lease had ended, and is good news.
bool is_late_success(Delivery const& row, Settled const& answer);

/// A receipt overtook the answer to the latest attempt, which has ended with the receipt: only
/// their number of it is news, and taken.
bool is_overtaken(Delivery& row, Settled const& answer);

/// Whoever did it by hand, and why, as the row keeps it.
std::string said_by_hand(std::string const& by, std::string const& why);

/// The fault is the server's or our account's, not this message's.
bool counts_against_breaker(Outcome const& outcome);

/// The answer to the row's latest attempt, as a receipt tells it that has overtaken it.
Settled answer_in(Receipt const& receipt, Delivery const& row, Instant at);

/// Why it did not arrive, in the other side's words.
std::string reason_of(Receipt const& receipt);

Attempt attempt_of(Delivery const& row, Settled const& answer);

}  // namespace duban::delivery
