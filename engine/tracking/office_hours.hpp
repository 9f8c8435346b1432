// When an office may be disturbed: its hours on its working days.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// `at` itself within the hours of that calendar, else the next opening.
Instant next_office_instant(calendar::Calendar const& calendar,
                            calendar::Zone const& zone,
                            Instant at);

/// By the procedure's own calendar.
Instant next_office_instant(Procedure const& procedure, Instant at);

}  // namespace duban::tracking
