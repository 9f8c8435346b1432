// When somebody may be disturbed: in the hours of the office where they work, which need not be
// those that the case is counted by.
#pragma once

#include <string_view>

#include "engine/service/office.hpp"
#include "engine/tracking/case.hpp"

namespace duban::service {

/// `at` itself within the recipient's hours, else their next opening: by the calendar that the
/// directory names for them or for their unit, else by that of the case; in its zone.
Instant next_instant_for(std::string_view recipient,
                         tracking::Procedure const& procedure,
                         Office const& office,
                         Instant at);

}  // namespace duban::service
