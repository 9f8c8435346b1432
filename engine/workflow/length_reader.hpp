// Reads how long a deadline is: `within`, counted from the entry or a field (`from`), or the `date`
// on which it ends.
#pragma once

#include "engine/workflow/reading.hpp"
#include "engine/yaml/mapping.hpp"

namespace duban::workflow {

void read_length(Reading& reading, yaml::Mapping const& map, yaml::Node const& node, Due& due);

}  // namespace duban::workflow
