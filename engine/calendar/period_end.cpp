#include "engine/calendar/period_end.hpp"

#include <algorithm>

namespace duban::calendar {

namespace {

using namespace std::chrono;

constexpr unsigned months_of(Period::Kind kind) {
    if (kind == Period::Kind::month) return 1;
    return kind == Period::Kind::quarter ? 3 : 12;
}

Day last_of(year_month month) {
    return Day{month.year() / month.month() / last};
}

/// Of the year's period of that number; of the one that holds the day, where it has none.
Day last_of(Period const& period, Day within) {
    year_month_day const date{within};
    auto const length = months_of(period.kind);
    auto const present = (static_cast<unsigned>(date.month()) - 1) / length + 1;
    auto const number = period.number != 0 ? period.number : present;
    return last_of(date.year() / month{number * length});
}

/// The first day of the period that ends then.
Day first_of(Period const& period, Day end) {
    auto const length = static_cast<int>(months_of(period.kind));
    year_month_day const date{end};
    return Day{(date.year() / date.month() - months{length - 1}) / day{1}};
}

Day next_last(Period const& period, Day end) {
    auto const length = static_cast<int>(period.number != 0 ? 12 : months_of(period.kind));
    year_month_day const date{end};
    return last_of(date.year() / date.month() + months{length});
}

}  // namespace

PeriodEnd period_end(Term const& term, Day start, Calendar const& calendar) {
    bool const works = term.unit == Unit::last_working_day_of;
    PeriodEnd found{.day = start, .last = last_of(term.period, start), .in_vain = {}};
    for (;; found.last = next_last(term.period, found.last)) {
        bool const rests = works && !calendar.is_working(found.last);
        found.day = rests ? calendar.working_day_after(found.last, -1) : found.last;
        auto const first = first_of(term.period, found.last);
        if (found.day > start && found.day >= first) return found;
        if (found.last > start)
            found.in_vain.emplace_back(std::max(first, start + days{1}), found.last);
    }
}

}  // namespace duban::calendar
