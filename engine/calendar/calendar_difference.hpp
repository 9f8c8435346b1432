// What one version of a calendar says of days otherwise than another: why a date moves when the
// calendar is renewed.
#pragma once

#include <vector>

#include "engine/calendar/calendar.hpp"

namespace duban::calendar {

struct DayDifference {
    Day day;
    bool works = false;  // in the new one; in the old one the contrary, or at other hours
    Text why;            // the holiday, in the version where it rests; "weekend"
};

/// In order, from the one day to the other, both included.
std::vector<DayDifference> differences(Calendar const& before,
                                       Calendar const& after,
                                       Day from,
                                       Day to);

}  // namespace duban::calendar
