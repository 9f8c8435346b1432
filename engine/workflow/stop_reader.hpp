// Reads `stops_clock`: the deadlines that stand still while a state is active.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// The states whose deadlines they are.
std::vector<Index> read_stops_clock(Reading& reading, yaml::Node const* node, Index state);

}  // namespace duban::workflow
