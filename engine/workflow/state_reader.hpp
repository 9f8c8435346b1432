// Reads what happens in one state: its owner, deadline, actions, and what is done on the way in and
// out.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// The state is in the workflow with its name and place; the rest of it is filled in.
void read_state(Reading& reading, yaml::Node const& node, Index index);

}  // namespace duban::workflow
