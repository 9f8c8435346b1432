#include "engine/calendar/due_date.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/ensure.hpp"

namespace duban::calendar {

namespace {

using namespace std::chrono;

Day first_date_after(Day start, month_day date) {
    auto const this_year = year_month_day{start}.year();
    auto const candidate = Day{this_year / date.month() / date.day()};
    return candidate > start ? candidate : Day{(this_year + years{1}) / date.month() / date.day()};
}

void ensure_limits(Term const& term) {
    ensure(term.count >= 1 && term.count <= longest(term.unit), "a term keeps to its limits");
    ensure(term.unit != Unit::fixed_date || term.date.ok(), "a fixed date exists");
}

Day count_from(Term const& term, Day from, Calendar const& calendar) {
    ensure_limits(term);
    switch (term.unit) {
        case Unit::months:
            return add_months(from, term.count);
        case Unit::days:
            return from + days{term.count};
        case Unit::working_days:
            return calendar.working_day_after(from, term.count);
        case Unit::hours:
            return from + floor<days>(hours{term.count});
        case Unit::fixed_date:
            return first_date_after(from, term.date);
    }
    ensure(false, "a term has a unit");
    return from;
}

Day roll(Day raw, OnRestDay on_rest_day, Calendar const& calendar) {
    if (on_rest_day == OnRestDay::stay || calendar.is_working(raw)) return raw;
    return calendar.working_day_after(raw, on_rest_day == OnRestDay::next_working_day ? 1 : -1);
}

/// Whether any day from a to b, in either order, lies outside the known years.
bool leaves_known(Day a, Day b, Calendar const& calendar) {
    return !calendar.knows(a) || !calendar.knows(b);
}

}  // namespace

std::optional<OnRestDay> parse_on_rest_day(std::string_view word) {
    auto const* const found = std::find(on_rest_day_words.begin(), on_rest_day_words.end(), word);
    if (found == on_rest_day_words.end()) return std::nullopt;
    return static_cast<OnRestDay>(found - on_rest_day_words.begin());
}

std::string_view to_text(OnRestDay on_rest_day) {
    return on_rest_day_words.at(static_cast<std::size_t>(on_rest_day));
}

Day add_months(Day day, int months) {
    year_month_day const date{day};
    auto const month = year_month{date.year(), date.month()} + std::chrono::months{months};
    return Day{month / std::min(date.day(), (month / last).day())};
}

DueDate rolled(
    Term const& term, Day from, Day raw, OnRestDay on_rest_day, Calendar const& calendar) {
    auto const due = roll(raw, on_rest_day, calendar);
    bool const walked =
        term.unit == Unit::working_days && leaves_known(from + days{1}, raw, calendar);
    bool const rolls = on_rest_day != OnRestDay::stay && leaves_known(raw, due, calendar);
    return DueDate{.raw = raw, .due = due, .provisional = walked || rolls};
}

DueDate due_date(Term const& term, Day from, OnRestDay on_rest_day, Calendar const& calendar) {
    return rolled(term, from, count_from(term, from, calendar), on_rest_day, calendar);
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
                       OnRestDay on_rest_day,
                       Calendar const& calendar,
                       Zone const& zone) {
    if (term.unit == Unit::hours) {
        ensure_limits(term);
        return rolled(start + hours{term.count}, on_rest_day, calendar, zone);
    }
    auto const date = due_date(term, zone.day_of(start), on_rest_day, calendar);
    auto const too_late = zone.to_instant(WallTime{date.due + days{1}});
    return DueInstant{.day = date.due, .at = too_late, .provisional = date.provisional};
}

}  // namespace duban::calendar
