// Alternatives against each other: conditions that are never met, alternatives that those before
// them leave nothing, values that fall through all of them, and two that may both be open.
#pragma once

#include "engine/proof/findings.hpp"
#include "engine/proof/set_fields.hpp"

namespace duban::proof {

/// Rules "never-true", "never-taken", "gap" and "overlap".
void check_choices(workflow::Workflow const& workflow, SetFields const& set, Findings& findings);

}  // namespace duban::proof
