// Proves a chart before it runs: every state can be reached and left, the case can be closed,
// somebody owns each state and a clock runs in it, and nothing is declared in vain.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// The workflow is read. What could not be read (`reading.gaps`) is not judged.
void check_chart(Reading& reading);

/// Which messages some reminder or effect says.
std::vector<bool> messages_used(Workflow const& workflow);

}  // namespace duban::workflow
