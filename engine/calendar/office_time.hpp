// The hours in which an office is open, counted: "16 working hours after Friday 16:00". Rest days
// have none; a half day has those that the calendar gives it.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

/// The instant at which the office has been open for `length` since `from`, before it where
/// `length` is negative. What is used up just at closing ends there, not at the next opening. The
/// hours are those of the wall: a day on which the clocks change is as long as any other.
Instant after_office_time(Instant from,
                          Duration length,
                          Calendar const& calendar,
                          Zone const& zone);

/// How long the office was open from `a` to `b`; 0 where b is not later.
Duration office_time_between(Instant a, Instant b, Calendar const& calendar, Zone const& zone);

}  // namespace duban::calendar
