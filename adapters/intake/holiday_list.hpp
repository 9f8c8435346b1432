// A year's days off and make-up workdays as they are passed around: a table (CSV, one day a row) or
// an iCalendar file (one event a holiday). Strict: what does not say clearly which day it is,
// whether it is worked and for which holiday is a problem with its line, never a guess.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/problem.hpp"

namespace duban::intake {

struct ListedDay {
    Day day;
    bool is_rest = true;  // else it is worked instead of another
    std::string holiday;
    Position at;
};

struct HolidayList {
    std::vector<ListedDay> days;  // by day, each once
    Problems problems;            // in the order of the text
};

/// UTF-8, with or without a byte-order mark. `file` is the name that problems carry.
HolidayList read_holiday_list(std::string_view text, std::string const& file);

/// A line of the list, without its end.
std::string_view line_of(std::string_view text, int number);

/// An error at a place in the list, with its line.
Problem list_problem(
    std::string const& file, std::string_view text, Position at, std::string rule, Text message);

}  // namespace duban::intake
