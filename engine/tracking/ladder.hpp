// The ladder of a deadline: the moments at which it must act. Derived from the ledger each time, so
// that a changed calendar or a restart needs no stored plan.
#pragma once

#include <optional>
#include <vector>

#include "engine/tracking/case.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

struct Rung {
    int reminder;  // index in the `due`
    int number;    // which repetition, from 0
    Instant at;

    friend bool operator==(Rung const&, Rung const&) = default;
};

/// Starts the ledger of a state's deadline, by the procedure's present calendar, and derives its
/// end. `begun`: from when it is counted; what lies before `at` is not said any more, but for what
/// presses where the end is over by then.
Deadline start_deadline(Procedure const& procedure,
                        workflow::Index state,
                        Instant begun,
                        Instant at);

/// An end that is over at once, by its date or its start, is overdue: what its reminders say after
/// the end is rung.
void press_if_over(Deadline& deadline, Instant at);

/// From when a deadline is counted, by the value of its field `from`; nothing where that is not
/// set.
std::optional<Instant> start_told(Procedure const& procedure,
                                  workflow::Due const& due,
                                  expression::Value const& held);

/// The day on which it would end if it had been neither extended nor stopped; nothing where that is
/// the present one.
std::optional<Day> original_due_day(Procedure const& procedure, Deadline const& deadline);

/// Derives the end again, by the calendar of its ledger, after that has changed.
void derive_end(Procedure const& procedure, Deadline& deadline);

/// The rungs in (after, until], by time, then by their order in the definition.
std::vector<Rung> rungs_between(Procedure const& procedure,
                                Deadline const& deadline,
                                Instant after,
                                Instant until);

/// The next moment this deadline must act: its first rung not handled yet, or its end; nothing when
/// both are behind it, or while it stands still.
std::optional<Instant> next_alarm(Procedure const& procedure, Deadline const& deadline);

}  // namespace duban::tracking
