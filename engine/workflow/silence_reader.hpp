// Reads `silence`, and where in the file each state and action stands.
#pragma once

#include "engine/workflow/reading.hpp"
#include "engine/workflow/silence.hpp"

namespace duban::workflow {

/// The states must be read. A rule or place that does not exist is reported.
Silences read_silences(Reading& reading, yaml::Node const* node);

}  // namespace duban::workflow
