#include "engine/calendar/office_time.hpp"

#include <algorithm>

#include "engine/calendar/day_set.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::seconds;

struct Opening {
    WallTime from;
    WallTime until;
};

Opening opening_of(Day day, Calendar const& calendar) {
    auto const hours = calendar.hours_on(day);
    return {.from = WallTime{day} + hours.opens, .until = WallTime{day} + hours.closes};
}

Day day_of(WallTime wall) {
    return std::chrono::floor<days>(wall);
}

WallTime forward(WallTime wall, seconds left, Calendar const& calendar) {
    for (auto day = day_of(wall); in_range(day); day = calendar.working_day_after(day, 1)) {
        auto const [from, until] = opening_of(day, calendar);
        auto const begin = std::max(wall, from);
        auto const open = std::max(until - begin, seconds{0});
        if (open > seconds{0} && left <= open) return begin + left;
        left -= open;
        if (day >= last_day) break;
    }
    return WallTime{last_day};
}

WallTime backward(WallTime wall, seconds left, Calendar const& calendar) {
    for (auto day = day_of(wall); in_range(day); day = calendar.working_day_after(day, -1)) {
        auto const [from, until] = opening_of(day, calendar);
        auto const end = std::min(wall, until);
        auto const open = std::max(end - from, seconds{0});
        if (open > seconds{0} && left <= open) return end - left;
        left -= open;
        if (day <= first_day) break;
    }
    return WallTime{first_day};
}

}  // namespace

Instant after_office_time(Instant from,
                          Duration length,
                          Calendar const& calendar,
                          Zone const& zone) {
    auto const wall = zone.to_wall(from);
    auto const left = std::chrono::floor<seconds>(length);
    return zone.to_instant(left < seconds{0} ? backward(wall, -left, calendar)
                                             : forward(wall, left, calendar));
}

Duration office_time_between(Instant a, Instant b, Calendar const& calendar, Zone const& zone) {
    auto const from = zone.to_wall(a);
    auto const to = zone.to_wall(b);
    seconds open{0};
    auto const last = std::min(day_of(to), last_day - days{1});
    for (auto day = day_of(from); day <= last; day = calendar.working_day_after(day, 1)) {
        auto const [opens, closes] = opening_of(day, calendar);
        open += std::max(std::min(to, closes) - std::max(from, opens), seconds{0});
    }
    return open;
}

}  // namespace duban::calendar
