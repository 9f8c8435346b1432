// Regular expressions for what parse_term reads, for editors.
#pragma once

#include <initializer_list>
#include <string>

#include "engine/calendar/term.hpp"

namespace duban::calendar {

/// All of it; what is counted in weeks, days or working days alone; and in hours or working hours
/// too.
std::string term_pattern();
std::string term_in_days_pattern();
std::string term_in_days_or_hours_pattern();

/// Parts of such: a unit that is counted, whichever it is; a number of one of these units; a number
/// of any.
std::string unit_pattern();
std::string counted_pattern(std::initializer_list<Unit> units);
std::string counted_pattern();

}  // namespace duban::calendar
