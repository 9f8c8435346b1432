#include "tests/engine/calendar/naive_ledger.hpp"

#include <algorithm>

#include "tests/engine/calendar/shipped.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr auto opens = hours{9};
constexpr auto closes = hours{17} + minutes{30};
constexpr auto shanghai = hours{8};  // ahead of UTC, in all years that are drawn

struct Moment {
    Day day;
    Duration time{};  // after midnight

    friend auto operator<=>(Moment const&, Moment const&) = default;
};

Moment moment_of(Instant instant) {
    auto const wall = instant + shanghai;
    auto const day = std::chrono::floor<days>(wall);
    return {Day{day.time_since_epoch()}, wall - day};
}

Instant instant_of(Day day, Duration time) {
    return Instant{day.time_since_epoch()} + time - shanghai;
}

Day next_worked(Day day) {
    do day += days{1};
    while (!cn().is_working(day));
    return day;
}

Instant begun(Ledger const& running) {
    auto const& rules = running.counting;
    auto const [day, time] = moment_of(running.started_at);
    bool const works = cn().is_working(day);
    bool const late = works && rules.cut_off && time >= *rules.cut_off;
    bool const rests = !works && rules.start_on_rest_day == StartOnRestDay::next_working_day;
    return late || rests ? instant_of(next_worked(day), opens) : running.started_at;
}

/// The day of a stop has run, the day of going on has not; what stands still before the term
/// counts as begun stops nothing.
bool stands_still(Ledger const& running, Day day) {
    auto const first = moment_of(begun(running)).day;
    return std::ranges::any_of(running.stops, [&](Stop const& stop) {
        auto const from = std::max(moment_of(stop.from).day, first);
        return from < day && day <= moment_of(stop.until).day;
    });
}

bool stands_still(Ledger const& running, Instant at) {
    return std::ranges::any_of(
        running.stops, [at](Stop const& stop) { return stop.from <= at && at < stop.until; });
}

unsigned month_of(Day day) {
    return static_cast<unsigned>(std::chrono::year_month_day{day}.month());
}

unsigned day_of_month(Day day) {
    return static_cast<unsigned>(std::chrono::year_month_day{day}.day());
}

/// Month by month: into the next one, and there to the day of the start or the last there is.
Day walk_months(Day from, int count) {
    auto day = from;
    for (; count > 0; --count) {
        auto const month = month_of(day);
        while (month_of(day) == month) day += days{1};
        while (day_of_month(day) < day_of_month(from) && day_of_month(day + days{1}) != 1)
            day += days{1};
    }
    return day;
}

bool ends_period(Day day, Period period) {
    auto const month = month_of(day);
    if (day_of_month(day + days{1}) != 1) return false;
    switch (period.kind) {
        case Period::Kind::month:
            return period.number == 0 || month == period.number;
        case Period::Kind::quarter:
            return month % 3 == 0 && (period.number == 0 || month == period.number * 3);
        case Period::Kind::year:
            return month == 12;
    }
    return false;
}

bool ends_work_of_period(Day day, Period period) {
    if (!cn().is_working(day)) return false;
    for (auto next = day;; next += days{1}) {
        if (next != day && cn().is_working(next)) return false;
        if (ends_period(next, period)) return true;
    }
}

Day walk_to_date(Term const& term, Day from) {
    auto day = from + days{1};
    auto const year = std::chrono::year_month_day{from}.year();
    auto const fits = [&] {
        std::chrono::year_month_day const date{day};
        bool const is_date = date.month() / date.day() == term.date;
        return is_date && (!term.next_year || date.year() > year);
    };
    while (!fits()) day += days{1};
    return day;
}

/// The last day as it would be if nothing stood still, of a term that is not counted in days.
Day unstopped(Term const& term, Day from) {
    auto day = from + days{1};
    switch (term.unit) {
        case Unit::months:
            return walk_months(from, term.count);
        case Unit::weeks:
            return from + days{7 * term.count};
        case Unit::fixed_date:
            return walk_to_date(term, from);
        case Unit::last_day_of:
            while (!ends_period(day, term.period)) day += days{1};
            return day;
        case Unit::last_working_day_of:
            while (!ends_work_of_period(day, term.period)) day += days{1};
            return day;
        default:
            return from + days{term.count};
    }
}

Day last_day(Ledger const& running) {
    auto const& term = running.term_in_force();
    auto const from = moment_of(begun(running)).day;
    bool const works = term.unit == Unit::working_days;
    auto left = works ? term.count : static_cast<int>((unstopped(term, from) - from).count());
    auto day = from;
    while (left > 0) {
        day += days{1};
        bool const counts = !works || cn().is_working(day);
        if (counts && !stands_still(running, day)) --left;
    }
    if (running.stops.empty()) return day;
    // All of it had been counted when it was stopped: it ends on the day on which it goes on.
    auto const goes_on = moment_of(running.stops.back().until).day;
    while (day < goes_on || (works && !cn().is_working(day))) day += days{1};
    return day;
}

Day roll(Day day, OnRestDay rule) {
    if (rule == OnRestDay::stay) return day;
    auto const step = days{rule == OnRestDay::next_working_day ? 1 : -1};
    while (!cn().is_working(day)) day += step;
    return day;
}

bool ends_before_it_goes_on(Ledger const& running, Instant end) {
    return !running.stops.empty() && end < running.stops.back().until;
}

Instant end_by_the_clock(Ledger const& running) {
    auto const& term = running.term_in_force();
    constexpr auto step = minutes{15};
    auto at = begun(running);
    for (auto left = Duration{hours{term.count}}; left > Duration{};) {
        auto const [day, time] = moment_of(at);
        bool const open = cn().is_working(day) && opens <= time && time < closes;
        bool const counts = term.unit == Unit::hours || open;
        if (counts && !stands_still(running, at)) left -= step;
        at += step;
    }
    if (!running.stops.empty()) at = std::max(at, running.stops.back().until);
    auto const [day, time] = moment_of(at);
    auto const end = instant_of(roll(day, running.counting.on_rest_day), time);
    return ends_before_it_goes_on(running, end) ? instant_of(next_worked(day), time) : end;
}

}  // namespace

Instant naive_end(Ledger const& running) {
    if (is_in_hours(running.term_in_force())) return end_by_the_clock(running);
    auto const end_on = [&](Day day) {
        return running.counting.ends == Ends::end_of_day ? instant_of(day + days{1}, Duration{})
                                                         : instant_of(day, closes);
    };
    auto day = roll(last_day(running), running.counting.on_rest_day);
    while (ends_before_it_goes_on(running, end_on(day))) day = next_worked(day);
    return end_on(day);
}

}  // namespace duban::calendar
