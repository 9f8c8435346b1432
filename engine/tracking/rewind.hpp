// A clock that stood ahead and was set back: what it made count as handled lies ahead again. What a
// deadline's end has done to the case by then stays done; people must look at that.
#pragma once

#include "engine/tracking/change.hpp"

namespace duban::tracking {

/// Sets the reminders of the deadlines that are handled beyond `at` back to where the clock was
/// last right, so that what fell due meanwhile is made good, and lets an end that lies ahead come
/// anew. Empty where there are none, or the case has ended.
Change rewind(Case const& state, Instant last_right, Instant at);

}  // namespace duban::tracking
