// Reads a calendar as administrators write it (format 1, described in README.md). Every problem of
// the file is reported in one run: unknown keys and holidays with the nearest right word, days that
// do not exist, days given twice, days outside the known years.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"

namespace duban::calendar {

/// `file` is the name that problems carry; the text is never read from it.
Result<Calendar, Problems> read_calendar(std::string_view text, std::string file);

}  // namespace duban::calendar
