#include "engine/calendar/ledger.hpp"

#include <algorithm>

#include "engine/calendar/given_date.hpp"
#include "engine/calendar/office_time.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::hours;

/// When the term counts as begun.
Instant beginning(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    return counted_from(ledger.started_at, ledger.counting, calendar, zone);
}

bool is_begun_on_unknown(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    return begins_on_unknown_day(ledger.started_at, ledger.counting, calendar, zone);
}

/// `raw` later by all that the term stood still. An end that had come already when the clock
/// stopped is not before the day on which it goes on.
Day moved_on(
    Ledger const& ledger, Term const& term, Day raw, Calendar const& calendar, Zone const& zone) {
    if (ledger.stops.empty()) return raw;
    bool const works = term.unit == Unit::working_days;
    auto const begun = beginning(ledger, calendar, zone);
    int paused = 0;
    for (auto const& stop : ledger.stops)
        paused += pause_of(term, begun, stop, calendar, zone).days;
    raw = works ? calendar.working_day_after(raw, paused) : raw + days{paused};
    auto const goes_on = zone.day_of(ledger.stops.back().until);
    if (raw >= goes_on) return raw;
    return works && !calendar.is_working(goes_on) ? calendar.working_day_after(goes_on, 1)
                                                  : goes_on;
}

/// The end of a term in days or longer, before rolling.
DueDate unrolled(Ledger const& ledger,
                 Term const& term,
                 Calendar const& calendar,
                 Zone const& zone) {
    bool const later = term.unit == Unit::later_of;
    if (later || term.unit == Unit::earlier_of) {
        auto const one = unrolled(ledger, term.of[0], calendar, zone);
        auto const other = unrolled(ledger, term.of[1], calendar, zone);
        auto const raw = later ? std::max(one.raw, other.raw) : std::min(one.raw, other.raw);
        return {.raw = raw, .due = raw, .provisional = one.provisional || other.provisional};
    }
    auto const from = zone.day_of(beginning(ledger, calendar, zone));
    auto const raw = moved_on(ledger, term, raw_day(term, from, calendar), calendar, zone);
    return rolled(term, from, raw, OnRestDay::stay, calendar);
}

/// The end of a term in hours, before rolling.
DueInstant hours_end(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    auto const& term = ledger.term_in_force();
    auto const begun = beginning(ledger, calendar, zone);
    Duration paused{};
    for (auto const& stop : ledger.stops)
        paused += pause_of(term, begun, stop, calendar, zone).time;
    auto end = clock_end(term, begun, paused, calendar, zone);
    if (!ledger.stops.empty()) end = std::max(end, ledger.stops.back().until);
    bool const works = term.unit == Unit::working_hours;
    auto const from = zone.day_of(begun);
    bool const unknown = works && !(calendar.knows(from) && calendar.knows(zone.day_of(end)));
    return {.day = zone.day_of(end), .at = end, .provisional = unknown};
}

bool is_before_going_on(Ledger const& ledger, Instant end) {
    return !ledger.stops.empty() && end < ledger.stops.back().until;
}

/// Rolled back it could be over before the clock goes on: then it rolls forward.
DueInstant rolled_hours(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    auto const raw = hours_end(ledger, calendar, zone);
    auto due = rolled(raw.at, ledger.counting.on_rest_day, calendar, zone);
    if (is_before_going_on(ledger, due.at))
        due = rolled(raw.at, OnRestDay::next_working_day, calendar, zone);
    due.provisional |= raw.provisional || is_begun_on_unknown(ledger, calendar, zone);
    return due;
}

/// Rolled back, or where the office had closed on the day of going on, it could be over before the
/// clock goes on: then it is the first working day after that.
DueDate after_going_on(DueDate date,
                       Ledger const& ledger,
                       Calendar const& calendar,
                       Zone const& zone) {
    while (is_before_going_on(ledger, end_of(date.due, ledger.counting, calendar, zone))) {
        date.due = calendar.working_day_after(date.due, 1);
        date.provisional |= !calendar.knows(date.due);
    }
    return date;
}

}  // namespace

Term const& Ledger::term_in_force() const {
    return extensions.empty() ? term : extensions.back().to;
}

Pause pause_of(
    Term const& term, Instant begun, Stop const& stop, Calendar const& calendar, Zone const& zone) {
    auto const from = std::max(stop.from, begun);
    if (from >= stop.until || is_given_date(term)) return {};
    if (term.unit == Unit::hours) return {.days = 0, .time = stop.until - from};
    if (term.unit == Unit::working_hours)
        return {.days = 0, .time = office_time_between(from, stop.until, calendar, zone)};
    auto const first = zone.day_of(from);
    auto const last = zone.day_of(stop.until);
    bool const works = term.unit == Unit::working_days;
    return {.days = works ? calendar.working_days_between(first, last)
                          : static_cast<int>((last - first).count()),
            .time = {}};
}

DueDate due_date(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    auto const& term = ledger.term_in_force();
    if (is_in_hours(term)) {
        auto const due = rolled_hours(ledger, calendar, zone);
        return {.raw = hours_end(ledger, calendar, zone).day,
                .due = due.day,
                .provisional = due.provisional};
    }
    auto const raw = unrolled(ledger, term, calendar, zone);
    bool const provisional = raw.provisional || is_begun_on_unknown(ledger, calendar, zone);
    auto const rule = ledger.counting.on_rest_day;
    return after_going_on(rolled(raw.raw, provisional, rule, calendar), ledger, calendar, zone);
}

DueInstant due_instant(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    if (is_in_hours(ledger.term_in_force())) return rolled_hours(ledger, calendar, zone);
    auto const date = due_date(ledger, calendar, zone);
    return {.day = date.due,
            .at = end_of(date.due, ledger.counting, calendar, zone),
            .provisional = date.provisional};
}

DueInstant first_due(Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    return due_instant(ledger.term, ledger.started_at, ledger.counting, calendar, zone);
}

}  // namespace duban::calendar
