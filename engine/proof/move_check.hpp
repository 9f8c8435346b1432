// Moves that do more or less than they seem to: regions that begin again, `internal` without
// effect.
#pragma once

#include "engine/proof/findings.hpp"

namespace duban::proof {

/// Rules "restarts-regions" and "internal-without-effect".
void check_moves(workflow::Workflow const& workflow, Findings& findings);

}  // namespace duban::proof
