// What `duban check` proves of a definition beyond its single places: conditions against each other,
// reminders and deadlines against the calendar. All it finds are warnings and notes: what keeps a
// definition out of force is found when it is read.
#pragma once

#include "engine/calendar/calendar.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::proof {

/// Reads the definition and proves it. Without the calendar that the definition names, what hangs
/// on dates is left out, and a note says so.
workflow::Definition check(workflow::DefinitionText const& text,
                           calendar::Calendar const* calendar);

}  // namespace duban::proof
