#include "engine/calendar/due_date.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/ensure.hpp"
#include "engine/calendar/day_set.hpp"
#include "engine/calendar/office_time.hpp"

namespace duban::calendar {

namespace {

using namespace std::chrono;

Day first_date_after(Day start, Term const& term) {
    auto const this_year = year_month_day{start}.year();
    auto const in = [&](year y) { return Day{y / term.date.month() / term.date.day()}; };
    if (term.next_year) return in(this_year + years{1});
    return in(this_year) > start ? in(this_year) : in(this_year + years{1});
}

constexpr int months_of(Period::Kind kind) {
    if (kind == Period::Kind::month) return 1;
    return kind == Period::Kind::quarter ? 3 : 12;
}

/// The last day of the month that ends the period; `number` tells which of the year.
Day last_of(year y, Period const& period, unsigned number) {
    auto const last_month = number * static_cast<unsigned>(months_of(period.kind));
    return Day{y / month{last_month} / last};
}

Day last_day_after(Day start, Term const& term, Calendar const& calendar) {
    auto const& period = term.period;
    year_month_day const date{start};
    auto const length = static_cast<unsigned>(months_of(period.kind));
    auto number =
        period.number != 0 ? period.number : (static_cast<unsigned>(date.month()) - 1) / length + 1;
    for (auto y = date.year();;) {
        auto day = last_of(y, period, number);
        bool const rolls_back = term.unit == Unit::last_working_day_of && !calendar.is_working(day);
        if (rolls_back) day = calendar.working_day_after(day, -1);
        if (day > start) return day;
        bool const year_is_over = period.number != 0 || number == 12 / length;
        if (year_is_over) y += years{1};
        if (period.number == 0) number = year_is_over ? 1 : number + 1;
    }
}

void ensure_limits(Term const& term) {
    ensure(term.count >= 1 && term.count <= longest(term.unit), "a term keeps to its limits");
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

Day last_of_month(Day day) {
    year_month_day const date{day};
    return Day{date.year() / date.month() / last};
}

/// Whether any day from a to b, in either order, lies outside the known years.
bool leaves_known(Day a, Day b, Calendar const& calendar) {
    return !calendar.knows(a) || !calendar.knows(b);
}

/// Whether a day had to be judged, between the start and the end before rolling, that the calendar
/// does not know.
bool asks_unknown(Term const& term, Day from, Day raw, Calendar const& calendar) {
    auto const first = term.unit == Unit::last_working_day_of ? raw_day(term, from, calendar) : raw;
    switch (term.unit) {
        case Unit::working_days:
            return leaves_known(from + days{1}, raw, calendar);
        case Unit::working_hours:
            return leaves_known(from, raw, calendar);
        case Unit::last_working_day_of:
            return leaves_known(first, last_of_month(first), calendar);
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
            return last_day_after(from, term, calendar);
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
    if (is_in_hours(term)) {
        auto const raw = clock_end(term, begun, {}, calendar, zone);
        auto due = rolled(raw, counting.on_rest_day, calendar, zone);
        due.provisional |= asks_unknown(term, from, zone.day_of(raw), calendar);
        return due;
    }
    auto const date = due_date(term, from, counting.on_rest_day, calendar);
    return DueInstant{.day = date.due,
                      .at = end_of(date.due, counting, calendar, zone),
                      .provisional = date.provisional};
}

}  // namespace duban::calendar
