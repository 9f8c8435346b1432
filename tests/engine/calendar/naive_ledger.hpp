// The end of a term that is extended and stands still, walked day by day, or in quarters of an
// hour, by the words of the manual. Slow, and it asks of a calendar only whether a day is worked.
// Knows the shipped calendar of China in Shanghai, whose offices open at 09:00 and close at 17:30.
#pragma once

#include "engine/calendar/ledger.hpp"

namespace duban::calendar {

/// The first instant that is too late.
Instant naive_end(Ledger const& running);

}  // namespace duban::calendar
