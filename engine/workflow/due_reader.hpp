// Reads the deadline of a state, in its short form (`due: 3 working days`) or its long one, with
// its ladder of reminders.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

std::optional<Due> read_due(Reading& reading, yaml::Node const* node, Index state);

}  // namespace duban::workflow
