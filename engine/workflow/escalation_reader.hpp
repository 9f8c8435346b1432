// Reads the escalations of a definition: to whom it goes further up once a deadline is missed.
#pragma once

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Roles and messages are read; deadlines, which name escalations, are not.
void read_escalations(Reading& reading, yaml::Node const* node);

/// Puts the steps of the escalation that a deadline names behind its reminders.
void escalate(Reading& reading, yaml::Node const* node, Due& due);

/// One that no deadline names is noted ("unused-escalation"); asked when all is read.
void check_escalations_used(Reading& reading);

}  // namespace duban::workflow
