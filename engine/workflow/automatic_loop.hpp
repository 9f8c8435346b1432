// Finds automatic moves that never come to rest, whatever the fields hold: a case could not even be
// written down there. Loops that hang on a condition are bounded when they run.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Reports "automatic-loop" at the first state of each such chain.
void check_automatic_loops(Reading& reading);

}  // namespace duban::workflow
