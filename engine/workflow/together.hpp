// Which states can be active at the same time, by the shape of the chart alone.
#pragma once

#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

/// Whether `outer` is the state itself or one around it.
bool is_within(Workflow const& workflow, Index state, Index outer);

/// One lies within the other, or they lie in different regions of one state. Of two states in a
/// `for_each` region: in one and the same part.
bool can_be_together(Workflow const& workflow, Index a, Index b);

}  // namespace duban::workflow
