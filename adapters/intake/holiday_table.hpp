// A list of holidays as a table: a heading that names the columns date, name and kind (or isOffDay)
// in any order, then one day a row.
#pragma once

#include "adapters/intake/holiday_list.hpp"

namespace duban::intake {

/// The text is UTF-8. Days are in the order of the rows.
HolidayList read_holiday_table(std::string_view text, std::string const& file);

}  // namespace duban::intake
