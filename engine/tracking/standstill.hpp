// Whether a deadline stands still: some state that is active stops its clock.
#pragma once

#include "engine/statechart/node.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

/// `of`: the state, and the part, whose deadline it is. A state in a part stops what runs in its
/// own part or in none; one outside stops what runs in any.
bool stands_still(workflow::Workflow const& workflow,
                  statechart::NodeList const& active,
                  statechart::Node of);

}  // namespace duban::tracking
