// Reads a list of effects: `set`, `append`, `notify`, `raise`, `cancel`, `choose`.
#pragma once

#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

std::vector<Effect> read_effects(Reading& reading, yaml::Node const* node);

}  // namespace duban::workflow
