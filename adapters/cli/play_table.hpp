// A rehearsal for people: shows where the case stands and what may be done, reads what they type,
// completes it by Tab, and tells what came of it and who would be told.
#pragma once

#include "adapters/cli/session.hpp"
#include "engine/tracking/rehearsal.hpp"

namespace duban::cli {

/// `begun` is what the beginning of the case brought about.
void play_at_table(Session const& session,
                   tracking::Procedure const& procedure,
                   tracking::Rehearsal& rehearsal,
                   tracking::Rehearsal::Outcome const& begun);

}  // namespace duban::cli
