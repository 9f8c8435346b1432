#include "engine/calendar/calendar_difference.hpp"

namespace duban::calendar {

std::vector<DayDifference> differences(Calendar const& before,
                                       Calendar const& after,
                                       Day from,
                                       Day to) {
    std::vector<DayDifference> found;
    for (auto day = from; day <= to; day += std::chrono::days{1}) {
        bool const works = after.is_working(day);
        bool const same_hours = before.hours_on(day) == after.hours_on(day);
        if (works == before.is_working(day) && (!works || same_hours)) continue;
        found.push_back({day, works, works ? before.why_rest(day) : after.why_rest(day)});
    }
    return found;
}

}  // namespace duban::calendar
