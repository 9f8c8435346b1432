// What the rungs of a ladder say when they have come.
#pragma once

#include <vector>

#include "engine/tracking/change.hpp"
#include "engine/tracking/ladder.hpp"

namespace duban::tracking {

/// Adds the notices of the rungs; of those that were missed (the daemon was down) only what
/// `if_missed` asks for.
void tell_rungs(Change& change,
                workflow::Due const& due,
                Deadline const& deadline,
                std::vector<Rung> const& rungs);

}  // namespace duban::tracking
