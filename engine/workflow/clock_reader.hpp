// Reads the actions by which a person moves clocks: `extend`, `stop` and `go_on` of a deadline,
// which become actions of its state, and `suspend` and `resume` of the whole case.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// `due`: the deadline's own node, which may have none. The state's deadline and actions are read.
void read_clock_actions(Reading& reading, yaml::Node const& due, Index state);

/// Both nodes, or neither.
void read_suspension(Reading& reading, yaml::Node const* suspend, yaml::Node const* resume);

/// Two deadlines that run at the same time are not moved by one word; asked when all is read.
void check_clock_actions(Reading& reading);

}  // namespace duban::workflow
