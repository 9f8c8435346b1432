// When an office may be disturbed: its hours on its working days.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

/// `at` itself within the hours of that calendar, else the next opening.
Instant next_office_instant(Calendar const& calendar, Zone const& zone, Instant at);

}  // namespace duban::calendar
