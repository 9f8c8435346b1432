// Which states a move leaves, as W3C SCXML appendix D has it: all below the innermost state around
// both its source and its target that is no set of regions, and with `internal` the source itself
// where it can stay.
#pragma once

#include "engine/workflow/workflow.hpp"

namespace duban::proof {

/// Whether `inner` lies within `outer`; a state does not lie within itself.
bool lies_within(workflow::Workflow const& workflow, workflow::Index inner, workflow::Index outer);

/// The innermost state that stays active when `source` moves to `target`; `none`: none does.
workflow::Index kept_around(workflow::Workflow const& workflow,
                            workflow::Index source,
                            workflow::Index target,
                            bool internal);

}  // namespace duban::proof
