#include "engine/calendar/ledger.hpp"

#include <algorithm>

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::hours;

Day moved_on(Ledger const& ledger, Day raw, Calendar const& calendar, Zone const& zone) {
    if (ledger.stops.empty()) return raw;
    auto const& term = ledger.term_in_force();
    bool const works = term.unit == Unit::working_days;
    int paused = 0;
    for (auto const& stop : ledger.stops) paused += pause_of(term, stop, calendar, zone).days;
    raw = works ? calendar.working_day_after(raw, paused) : raw + days{paused};
    auto const goes_on = zone.day_of(ledger.stops.back().until);
    if (raw >= goes_on) return raw;
    return works && !calendar.is_working(goes_on) ? calendar.working_day_after(goes_on, 1)
                                                  : goes_on;
}

Instant hours_end(Ledger const& ledger) {
    auto end = ledger.started_at + hours{ledger.term_in_force().count};
    for (auto const& stop : ledger.stops) end += stop.until - stop.from;
    return ledger.stops.empty() ? end : std::max(end, ledger.stops.back().until);
}

}  // namespace

Term const& Ledger::term_in_force() const {
    return extensions.empty() ? term : extensions.back().to;
}

Pause pause_of(Term const& term, Stop const& stop, Calendar const& calendar, Zone const& zone) {
    if (term.unit == Unit::hours) return {.days = 0, .time = stop.until - stop.from};
    auto const from = zone.day_of(stop.from);
    auto const until = zone.day_of(stop.until);
    bool const works = term.unit == Unit::working_days;
    return {.days = works ? calendar.working_days_between(from, until)
                          : static_cast<int>((until - from).count()),
            .time = {}};
}

DueDate due_date(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    auto const& term = ledger.term_in_force();
    if (term.unit == Unit::hours) {
        auto const raw = hours_end(ledger);
        auto const due = rolled(raw, ledger.on_rest_day, calendar, zone);
        return {.raw = zone.day_of(raw), .due = due.day, .provisional = due.provisional};
    }
    auto const from = zone.day_of(ledger.started_at);
    auto const counted = due_date(term, from, OnRestDay::stay, calendar).raw;
    auto const raw = moved_on(ledger, counted, calendar, zone);
    return rolled(term, from, raw, ledger.on_rest_day, calendar);
}

DueInstant due_instant(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    if (ledger.term_in_force().unit == Unit::hours)
        return rolled(hours_end(ledger), ledger.on_rest_day, calendar, zone);
    auto const date = due_date(ledger, calendar, zone);
    return {.day = date.due,
            .at = zone.to_instant(WallTime{date.due + days{1}}),
            .provisional = date.provisional};
}

DueInstant first_due(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    return due_instant(ledger.term, ledger.started_at, ledger.on_rest_day, calendar, zone);
}

}  // namespace duban::calendar
