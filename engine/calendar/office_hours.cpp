#include "engine/calendar/office_hours.hpp"

namespace duban::calendar {

Instant next_office_instant(Calendar const& calendar, Zone const& zone, Instant at) {
    auto const wall = zone.to_wall(at);
    auto const day = std::chrono::floor<std::chrono::days>(wall);
    if (calendar.is_working(day)) {
        auto const hours = calendar.hours_on(day);
        if (wall < day + hours.opens) return zone.to_instant(day + hours.opens);
        if (wall < day + hours.closes) return at;
    }
    auto const next = calendar.working_day_after(day, 1);
    return zone.to_instant(next + calendar.hours_on(next).opens);
}

}  // namespace duban::calendar
