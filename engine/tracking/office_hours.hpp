// When an office may be disturbed: its hours on its working days.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// `at` itself within office hours, else the next opening.
Instant next_office_instant(Procedure const& procedure, Instant at);

}  // namespace duban::tracking
