#include "tests/simulation/naive_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::simulation {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Day first_day = make_day(2010, 1, 1);
constexpr Day last_day = make_day(2045, 12, 31);
constexpr auto ahead_of_utc = hours{8};

std::chrono::milliseconds since_midnight(Instant at) {
    return (at + ahead_of_utc).time_since_epoch() - day_of(at).time_since_epoch();
}

/// Office hours are counted by a clock on the wall, which shows no less.
Instant whole_second(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at);
}

}  // namespace

WorkDays::WorkDays(std::set<Day> const& rest, std::set<Day> const& work) {
    for (auto day = first_day; day <= last_day; day += days{1}) {
        std::chrono::weekday const weekday{day};
        bool const weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
        works_.push_back(work.contains(day) || (!weekend && !rest.contains(day)));
    }
}

WorkDays::WorkDays(std::set<unsigned> const& rest_weekdays, Hours hours) : hours_{hours} {
    for (auto day = first_day; day <= last_day; day += days{1})
        works_.push_back(!rest_weekdays.contains(std::chrono::weekday{day}.c_encoding()));
}

bool WorkDays::works(Day day) const {
    return works_.at(static_cast<std::size_t>((day - first_day).count()));
}

Day day_of(Instant at) {
    return Day{std::chrono::floor<days>((at + ahead_of_utc).time_since_epoch())};
}

Instant at_time(Day day, std::chrono::minutes time) {
    return Instant{day.time_since_epoch()} - ahead_of_utc + time;
}

std::string wall(Instant at) {
    auto const minutes = std::chrono::floor<std::chrono::minutes>(since_midnight(at)).count();
    return fmt::format("{} {:02}:{:02}", to_text(day_of(at)), minutes / 60, minutes % 60);
}

Day nearest_working(WorkDays const& work, Day day, int step) {
    while (!work.works(day)) day += days{step};
    return day;
}

Day walk_working(WorkDays const& work, Day from, int n) {
    auto const step = n < 0 ? -1 : 1;
    for (; n != 0; n -= step) from = nearest_working(work, from + days{step}, step);
    return from;
}

Day walk(WorkDays const& work, Day from, Span span) {
    if (span.unit == Unit::days) return from + days{span.count};
    if (span.unit == Unit::working_days) return walk_working(work, from, span.count);
    if (span.unit == Unit::given) return from;
    if (span.unit == Unit::date) {
        auto day = from;
        int found = 0;
        while (found != span.count) {
            day += days{1};
            std::chrono::year_month_day const date{day};
            found = static_cast<int>(unsigned{date.month()} * 100 + unsigned{date.day()});
        }
        return day;
    }
    // On the same-numbered day; where the month has none, on its last.
    std::chrono::year_month_day const date{from};
    auto const month =
        std::chrono::year_month{date.year(), date.month()} + std::chrono::months{span.count};
    auto day = unsigned{date.day()};
    while (!(month / std::chrono::day{day}).ok()) --day;
    return Day{month / std::chrono::day{day}};
}

Instant walk_open(WorkDays const& work, Instant start, Duration length) {
    auto const from = whole_second(start);
    auto const step = length < Duration{} ? -1 : 1;
    auto left = length * step;
    for (auto day = nearest_working(work, day_of(from), step);;
         day = walk_working(work, day, step)) {
        auto const begins = std::max(at_time(day, work.opens()), step > 0 ? from : Instant::min());
        auto const ends = std::min(at_time(day, work.closes()), step < 0 ? from : Instant::max());
        if (begins < ends && left <= ends - begins) return step > 0 ? begins + left : ends - left;
        if (begins < ends) left -= ends - begins;
    }
}

Duration open_between(WorkDays const& work, Instant since, Instant till) {
    auto const from = whole_second(since);
    auto const until = whole_second(till);
    Duration open{};
    for (auto day = day_of(from); day <= day_of(until); day += days{1}) {
        if (!work.works(day)) continue;
        auto const begins = std::max(at_time(day, work.opens()), from);
        auto const ends = std::min(at_time(day, work.closes()), until);
        if (begins < ends) open += ends - begins;
    }
    return open;
}

bool is_open(WorkDays const& work, Instant at) {
    auto const time = since_midnight(at);
    return work.works(day_of(at)) && time >= work.opens() && time < work.closes();
}

Instant next_open(WorkDays const& work, Instant at) {
    if (is_open(work, at)) return at;
    auto const today = day_of(at);
    if (work.works(today) && since_midnight(at) < work.opens()) return at_time(today, work.opens());
    return at_time(walk_working(work, today, 1), work.opens());
}

}  // namespace duban::simulation
