// How a calendar and one of its years are shown: as a table for people, as JSON for programs. In
// JSON names stand in both languages, so that nothing depends on who asks.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "engine/calendar/calendar_year.hpp"

namespace duban::cli {

/// {"zh-CN","en"}
boost::json::object text_object(Text const& text);

/// {"calendar","title","known":{"from","to"},"version"}
boost::json::object calendar_object(calendar::Calendar const& calendar);

/// The above with "rest_weekdays", "office_hours", "year", "provisional", "holidays", "months" and
/// "working_days".
boost::json::object year_object(calendar::Calendar const& calendar,
                                calendar::CalendarYear const& year);

/// For people; ends with a newline.
std::string year_text(calendar::Calendar const& calendar,
                      calendar::CalendarYear const& year,
                      Language language);

}  // namespace duban::cli
