// One year of a calendar, as a table on the office's wall: the days of each holiday by the paper
// that ordered them, and how many days of each month are worked.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"

namespace duban::calendar {

/// What one paper says of one holiday, in this year.
struct HolidayOfYear {
    Text holiday;
    std::string source;
    std::vector<Day> rest;
    std::vector<Day> work;
    std::vector<Day> half_days;
};

struct MonthOfYear {
    int days = 0;
    int working_days = 0;
};

struct CalendarYear {
    int year = 0;
    bool is_known = false;                // from its first day to its last
    std::vector<HolidayOfYear> holidays;  // by their first day off
    std::array<MonthOfYear, 12> months;
    MonthOfYear whole;
};

CalendarYear year_of(Calendar const& calendar, int year);

}  // namespace duban::calendar
