// A calendar as one flat file, whatever it was read from: without `extends`, days gathered into
// ranges, and papers by their source. It reads back to a calendar with the same version. What a
// version does not cover is not in it: comments, links, the keys of holidays.
#pragma once

#include <string>

#include "engine/calendar/calendar.hpp"

namespace duban::calendar {

/// The texts of the calendar must be such as a file can hold: no control characters.
std::string to_yaml(Calendar const& calendar);

}  // namespace duban::calendar
