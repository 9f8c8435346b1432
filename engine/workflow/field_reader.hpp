// Reads `fields:` and `roles:`, the words that the rest of a definition speaks with.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

void read_fields_and_roles(Reading& reading, yaml::Node const* fields, yaml::Node const* roles);

}  // namespace duban::workflow
