// Deadlines counted anew by the present calendar. A calendar that is renewed moves nothing by
// itself: somebody says so, and this is what becomes of the case then.
#pragma once

#include <optional>

#include "engine/tracking/change.hpp"

namespace duban::tracking {

/// What people were told of an end that has moved is kept until a letter tells them otherwise.
void keep_what_was_told(Deadline& moved, Deadline const& before);

/// The deadline as the present calendar has it; nothing where that is by which it was counted last.
std::optional<Deadline> recount(Procedure const& procedure, Deadline const& running, Instant at);

/// All that run, those too whose end stays: their reminders may not. Empty where none was counted
/// by another calendar, or the case has ended.
Change recount(Procedure const& procedure, Case const& state, Instant at);

/// Where the end comes earlier than people were told, what its reminders would have said by now is
/// said at once, of the new end: the next one might come too late. A later end can wait for it.
void tell_of_earlier_end(Change& change,
                         Procedure const& procedure,
                         Deadline const& before,
                         Deadline const& after);

/// Whether the end of any deadline lies elsewhere after the change.
bool moves_an_end(Change const& recounted, Case const& before);

}  // namespace duban::tracking
