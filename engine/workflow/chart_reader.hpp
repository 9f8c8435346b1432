// Reads `start:` and `states:`: first the names, so that every state may be spoken of before it is
// described, then what happens in each.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Roles, fields and messages must be read.
void read_chart(Reading& reading, yaml::Node const* start, yaml::Node const* states);

}  // namespace duban::workflow
