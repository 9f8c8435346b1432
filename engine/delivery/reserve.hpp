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

using ReserveStep = std::variant<AskAgain, CalledUp, NoLongerWanted>;

/// `first`: the delivery it stands by for; null where there is none. `within`: how long that one
/// has from its moment on to arrive: to be confirmed, where it was taken; zero: only its failure
/// calls for the reserve, and being taken is enough.
[[nodiscard]] ReserveStep reserve_step(Delivery const& reserve,
                                       Delivery const* first,
                                       Duration within,
                                       Instant now);

}  // namespace duban::delivery
