// The last day of a period, or the last that is worked in it: the month, Q4, the year.
#pragma once

#include <utility>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/calendar/term.hpp"

namespace duban::calendar {

struct PeriodEnd {
    Day day;   // the first such day after the start
    Day last;  // the last day of its period
    /// Days after the start, from and to, of earlier periods that had no such day left.
    std::vector<std::pair<Day, Day>> in_vain;
};

/// Of a term that ends with a period. One of rest alone has no day that is worked: it is passed by.
PeriodEnd period_end(Term const& term, Day start, Calendar const& calendar);

}  // namespace duban::calendar
