// A reminder that still waits when its deadline's end moves, or its clock stops, has not been said,
// nor has one that was tried in vain, is under way, or is part of a digest: it is rung again, at
// once or when the clock goes on. Of another end it is told anew; where the end is the same after
// all, the letters that waited go, and nobody gets a second one.
#pragma once

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

/// `after` is the case with the change: what is behind such a deadline moves back to before its
/// last reminder. One that a later one has followed is left.
void take_back_unsaid(ports::Transaction& transaction,
                      std::vector<tracking::Deadline> const& before,
                      CaseFile& after);

/// The same where the case has been moved to another definition, with another ladder.
void take_back_unsaid(ports::Transaction& transaction,
                      CaseFile const& before,
                      CaseFile& after,
                      Instant now);

}  // namespace duban::service
