// Reads `for_each:` and the `fields:` beside it: what makes a region live once for each item of a
// list.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// The region is in the workflow with its name and place; its parts and their fields are added.
void read_for_each(Reading& reading, yaml::Node const& body, Index region);

}  // namespace duban::workflow
