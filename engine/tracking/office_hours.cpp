#include "engine/tracking/office_hours.hpp"

namespace duban::tracking {

Instant next_office_instant(calendar::Calendar const& calendar,
                            calendar::Zone const& zone,
                            Instant at) {
    auto const wall = zone.to_wall(at);
    auto const day = std::chrono::floor<std::chrono::days>(wall);
    if (calendar.is_working(day)) {
        if (wall < day + calendar.opens()) return zone.to_instant(day + calendar.opens());
        if (wall < day + calendar.closes()) return at;
    }
    auto const next = calendar.working_day_after(day, 1);
    return zone.to_instant(next + calendar.opens());
}

Instant next_office_instant(Procedure const& procedure, Instant at) {
    return next_office_instant(procedure.calendar, procedure.zone, at);
}

}  // namespace duban::tracking
