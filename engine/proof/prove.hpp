// What `duban check` proves of a definition beyond its single places: conditions against each
// other, reminders and deadlines against the calendar. All it finds are warnings and notes: what
// keeps a definition out of force is found when it is read.
#pragma once

#include "engine/calendar/calendar.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::proof {

/// Adds what it finds to a definition that was read without an error; another stays as it is.
/// Without the calendar that it names, what hangs on dates is left out, and a note says so.
void prove(workflow::DefinitionText const& text,
           workflow::Definition& definition,
           calendar::Calendar const* calendar);

}  // namespace duban::proof
