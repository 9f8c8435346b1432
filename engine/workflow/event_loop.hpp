// Finds events whose answers raise them again within a minute, whatever the fields hold: such a case
// would write records without end while nobody acts. One that hangs on a condition may come to rest,
// and is not told of.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Reports "event-loop" at the first answer of each such circle.
void check_event_loops(Reading& reading);

}  // namespace duban::workflow
