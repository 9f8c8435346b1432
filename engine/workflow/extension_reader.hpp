// Reads `extend` of a deadline: the action by which a person lengthens it while it runs. It becomes
// one of its state's actions.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// `due`: the deadline's own node, which may have none. The state's deadline and actions are read.
void read_extension(Reading& reading, yaml::Node const& due, Index state);

/// Two deadlines that run at the same time are not extended by one word; asked when all is read.
void check_extensions(Reading& reading);

}  // namespace duban::workflow
