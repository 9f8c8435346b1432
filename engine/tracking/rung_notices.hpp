// What the rungs of a ladder say when they have come.
#pragma once

#include <vector>

#include "engine/tracking/change.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

/// A rung older than this when its alarm rings was missed: the daemon was down.
inline constexpr auto missed_after = std::chrono::hours{1};

/// Adds the notices of the rungs; of those that were missed (the daemon was down) only what
/// `if_missed` asks for. Whoever owes the deadline and has asked for quiet is not told before that
/// is over; whoever watches over it is.
void tell_rungs(Change& change,
                Procedure const& procedure,
                Deadline const& deadline,
                std::vector<Rung> const& rungs);

/// Whose turn it is in the state: its owners, or those of the nearest state around it.
std::vector<workflow::Index> const& owners_of(Procedure const& procedure, workflow::Index state);

}  // namespace duban::tracking
