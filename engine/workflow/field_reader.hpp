// Reads `fields:` and `roles:`, the words that the rest of a definition speaks with.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

void read_fields_and_roles(Reading& reading, yaml::Node const* fields, yaml::Node const* roles);

/// The fields that each part of the region has; the case's own where `region` is none.
void read_part_fields(Reading& reading, yaml::Node const* fields, Index region);

}  // namespace duban::workflow
