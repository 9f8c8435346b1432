// A list of holidays as an iCalendar file (RFC 5545): whole-day events, titled as
// `holiday_summary.hpp` says.
#pragma once

#include "adapters/intake/holiday_list.hpp"

namespace duban::intake {

/// Whether the text says of itself that it is one.
[[nodiscard]] bool is_calendar_file(std::string_view text);

/// The text is UTF-8 without zero bytes. Days are in the order of the events.
HolidayList read_holiday_events(std::string_view text, std::string const& file);

}  // namespace duban::intake
