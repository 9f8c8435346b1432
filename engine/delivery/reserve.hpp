// A reserve: a delivery on a second channel that stands by for one on a first. Here is decided
// whether it is needed. A pure function of both rows.
#pragma once

#include <variant>

#include "engine/delivery/delivery.hpp"
#include "engine/delivery/event.hpp"

namespace duban::delivery {

/// Not known yet: ask again then, or when there is news of the first.
struct AskAgain {
    Instant at;
};

/// How long one waits for the first.
struct Patience {
    Duration within{};         // from its moment on; zero: until it has failed for good
    bool for_receipt = false;  // to be confirmed, not only taken: its channel tells of arrivals
};

using ReserveStep = std::variant<AskAgain, CalledUp, NoLongerWanted>;

/// `first`: the delivery it stands by for, or the digest that carries that; null where there is
/// none. What was taken may still bounce: so long the reserve stands by.
[[nodiscard]] ReserveStep reserve_step(Delivery const& reserve,
                                       Delivery const* first,
                                       Patience const& patience,
                                       Instant now);

}  // namespace duban::delivery
