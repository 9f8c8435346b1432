#include "engine/calendar/due_date.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/ensure.hpp"
#include "engine/calendar/day_set.hpp"
#include "engine/calendar/given_date.hpp"
#include "engine/calendar/office_time.hpp"
#include "engine/calendar/period_end.hpp"

namespace duban::calendar {

namespace {

using namespace std::chrono;

Day first_date_after(Day start, Term const& term) {
    auto const this_year = year_month_day{start}.year();
    auto const in = [&](year y) { return Day{y / term.date.month() / term.date.day()}; };
    if (term.next_year) return in(this_year + years{1});
    return in(this_year) > start ? in(this_year) : in(this_year + years{1});
}

void ensure_limits(Term const& term) {
    bool const is_long_enough = term.count >= 1 || is_given_date(term);
    ensure(is_long_enough && term.count <= longest(term.unit), "a term keeps to its limits");
    ensure(term.unit != Unit::fixed_date || term.date.ok(), "a fixed date exists");
}

/// Working hours from the midnight that begins `from`: as if the wall's clock never changed.
Day day_of_working_hours(int count, Day from, Calendar const& calendar) {
    auto left = minutes{hours{count}};
    for (auto day = from; day < last_day; day = calendar.working_day_after(day, 1)) {
        auto const open = calendar.hours_on(day).closes - calendar.hours_on(day).opens;
        if (left <= open) return day;
        left -= open;
    }
    return last_day;
}

Day roll(Day raw, OnRestDay on_rest_day, Calendar const& calendar) {
    if (on_rest_day == OnRestDay::stay || calendar.is_working(raw)) return raw;
    return calendar.working_day_after(raw, on_rest_day == OnRestDay::next_working_day ? 1 : -1);
}

/// Whether any day from a to b, in either order, lies outside the known years.
bool leaves_known(Day a, Day b, Calendar const& calendar) {
    return !calendar.knows(a) || !calendar.knows(b);
}

bool asks_unknown_of(PeriodEnd const& end, Calendar const& calendar) {
    return leaves_known(end.day, end.last, calendar) ||
           std::ranges::any_of(end.in_vain, [&](auto const& days) {
               return leaves_known(days.first, days.second, calendar);
           });
}

/// Whether a day had to be judged, between the start and the end before rolling, that the calendar
/// does not know.
bool asks_unknown(Term const& term, Day from, Day raw, Calendar const& calendar) {
    switch (term.unit) {
        case Unit::working_days:
            return leaves_known(from + days{1}, raw, calendar);
        case Unit::working_hours:
            return leaves_known(from, raw, calendar);
        case Unit::last_working_day_of:
            return asks_unknown_of(period_end(term, from, calendar), calendar);
        case Unit::later_of:
        case Unit::earlier_of:
            return std::ranges::any_of(term.of, [&](Term const& one) {
                return asks_unknown(one, from, raw_day(one, from, calendar), calendar);
            });
        default:
            return false;
    }
}

}  // namespace

Day raw_day(Term const& term, Day from, Calendar const& calendar) {
    ensure_limits(term);
    switch (term.unit) {
        case Unit::months:
            return add_months(from, term.count);
        case Unit::weeks:
            return from + weeks{term.count};
        case Unit::days:
            return from + days{term.count};
        case Unit::working_days:
            return calendar.working_day_after(from, term.count);
        case Unit::hours:
            return from + floor<days>(hours{term.count});
        case Unit::working_hours:
            return day_of_working_hours(term.count, from, calendar);
        case Unit::fixed_date:
            return first_date_after(from, term);
        case Unit::last_day_of:
        case Unit::last_working_day_of:
            return period_end(term, from, calendar).day;
        case Unit::later_of:
            return std::max(raw_day(term.of[0], from, calendar),
                            raw_day(term.of[1], from, calendar));
        case Unit::earlier_of:
            return std::min(raw_day(term.of[0], from, calendar),
                            raw_day(term.of[1], from, calendar));
    }
    ensure(false, "a term has a unit");
    return from;
}

Day add_months(Day day, int months) {
    year_month_day const date{day};
    auto const month = year_month{date.year(), date.month()} + std::chrono::months{months};
    return Day{month / std::min(date.day(), (month / last).day())};
}

DueDate rolled(
    Term const& term, Day from, Day raw, OnRestDay on_rest_day, Calendar const& calendar) {
    return rolled(raw, asks_unknown(term, from, raw, calendar), on_rest_day, calendar);
}

DueDate rolled(Day raw, bool provisional, OnRestDay on_rest_day, Calendar const& calendar) {
    auto const due = roll(raw, on_rest_day, calendar);
    bool const rolls = on_rest_day != OnRestDay::stay && leaves_known(raw, due, calendar);
    return DueDate{.raw = raw, .due = due, .provisional = provisional || rolls};
}

DueDate due_date(Term const& term, Day from, OnRestDay on_rest_day, Calendar const& calendar) {
    return rolled(term, from, raw_day(term, from, calendar), on_rest_day, calendar);
}

Instant clock_end(
    Term const& term, Instant start, Duration paused, Calendar const& calendar, Zone const& zone) {
    ensure_limits(term);
    auto const length = hours{term.count} + paused;
    return term.unit == Unit::hours ? start + length
                                    : after_office_time(start, length, calendar, zone);
}

DueInstant rolled(Instant raw, OnRestDay on_rest_day, Calendar const& calendar, Zone const& zone) {
    auto const wall = zone.to_wall(raw);
    auto const day = floor<days>(wall);
    auto const due = roll(day, on_rest_day, calendar);
    bool const rolls = on_rest_day != OnRestDay::stay && leaves_known(day, due, calendar);
    return DueInstant{.day = due,
                      .at = due == day ? raw : zone.to_instant(wall + (due - day)),
                      .provisional = rolls};
}

DueInstant due_instant(Term const& term,
                       Instant start,
                       Counting const& counting,
                       Calendar const& calendar,
                       Zone const& zone) {
    auto const begun = counted_from(start, counting, calendar, zone);
    auto const from = zone.day_of(begun);
    bool const unknown = begins_on_unknown_day(start, counting, calendar, zone);
    if (is_in_hours(term)) {
        auto const raw = clock_end(term, begun, {}, calendar, zone);
        auto due = rolled(raw, counting.on_rest_day, calendar, zone);
        due.provisional |= unknown || asks_unknown(term, from, zone.day_of(raw), calendar);
        return due;
    }
    auto const date = due_date(term, from, counting.on_rest_day, calendar);
    return DueInstant{.day = date.due,
                      .at = end_of(date.due, counting, calendar, zone),
                      .provisional = date.provisional || unknown};
}

}  // namespace duban::calendar
