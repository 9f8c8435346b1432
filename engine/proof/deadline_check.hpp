// Deadlines and their reminders beside the calendar: what can never be sent, and what runs longer
// than the deadline around it. A claim is made only where it holds for every day of the start that
// the calendar knows.
#pragma once

#include "engine/calendar/calendar.hpp"
#include "engine/proof/findings.hpp"
#include "engine/proof/set_fields.hpp"

namespace duban::proof {

/// Rule "never-sent", for reminders after an end that is always left.
void check_late_reminders(workflow::Workflow const& workflow,
                          SetFields const& set,
                          Findings& findings);

/// Rule "unset-date", for deadlines that end on a date which nobody may have set.
void check_given_dates(workflow::Workflow const& workflow,
                       SetFields const& set,
                       Findings& findings);

/// Rules "never-sent", for reminders before the start, and "outlasts".
void check_terms(workflow::Workflow const& workflow,
                 calendar::Calendar const& calendar,
                 Findings& findings);

}  // namespace duban::proof
