// When a term ends. Counted as the Civil Code of China does in articles 200 to 204: the first day
// is not counted, a term in months ends on the same-numbered day or on the month's last, working
// days go by the calendar, a fixed date is the first one after the start. Pure and without
// allocation. A result is provisional where a day outside the calendar's known years had to be
// judged.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

struct DueDate {
    Day raw;  // before rolling
    Day due;  // the term runs to the end of this day
    bool provisional = false;

    friend bool operator==(DueDate const&, DueDate const&) = default;
};

/// Hours are counted here from the midnight that begins `from`, so that 24 hours are one day; where
/// the time of day is known, due_instant is exact. Working hours are taken to be as many on each
/// day as the calendar says, from the opening of the office on the first working day from `from`
/// on.
DueDate due_date(Term const& term, Day from, OnRestDay on_rest_day, Calendar const& calendar);

/// The day on which it ends before rolling.
Day raw_day(Term const& term, Day from, Calendar const& calendar);

/// The due date of a term that ends on `raw`, counted from `from`: rolled, and whether any day that
/// was judged lies outside the known years.
DueDate rolled(
    Term const& term, Day from, Day raw, OnRestDay on_rest_day, Calendar const& calendar);

/// A day that is known to be firm or provisional before it is rolled.
DueDate rolled(Day raw, bool provisional, OnRestDay on_rest_day, Calendar const& calendar);

struct DueInstant {
    Day day;     // in the zone
    Instant at;  // the first instant that is too late
    bool provisional = false;

    friend bool operator==(DueInstant const&, DueInstant const&) = default;
};

/// A term in days or longer ends with its due day, as `counting` says. Hours run from the start
/// itself, also over a change of the clocks; rolled, they keep their time of day. Working hours run
/// while the office is open.
DueInstant due_instant(Term const& term,
                       Instant start,
                       Counting const& counting,
                       Calendar const& calendar,
                       Zone const& zone);

/// Where a term in hours ends that was not rolled and never stood still, and has begun then.
Instant clock_end(
    Term const& term, Instant start, Duration paused, Calendar const& calendar, Zone const& zone);

/// A term in hours that ends at `raw`: rolled, it keeps its time of day.
DueInstant rolled(Instant raw, OnRestDay on_rest_day, Calendar const& calendar, Zone const& zone);

/// The same-numbered day `months` later (or earlier), or that month's last day where it has none.
Day add_months(Day day, int months);

}  // namespace duban::calendar
