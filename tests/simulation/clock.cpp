#include "tests/simulation/clock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::simulation {

namespace {

using enum Unit;

/// How many days the stop takes out of a term: every day after its first one and after the one on
/// which it stopped.
int lost(WorkDays const& work, Day first, Stop const& stop, Unit unit) {
    int count = 0;
    for (auto day = std::max(day_of(stop.from), first);
         unit != given && day < day_of(stop.until);) {
        day += std::chrono::days{1};
        if (unit != working_days || work.works(day)) ++count;
    }
    return count;
}

/// What comes too late in the day counts as if it had come on the next working day; so does what
/// comes on a rest day, where the rule says so.
Day first_day(Rule const& rule, WorkDays const& work, Instant started) {
    auto const day = day_of(started);
    bool const is_late = rule.cut_off && work.works(day) && started >= at_time(day, *rule.cut_off);
    bool const rests = rule.starts_working && !work.works(day);
    return is_late || rests ? walk_working(work, day, 1) : day;
}

}  // namespace

void Clock::count() {
    term().one.unit == working_hours ? count_hours() : count_days();
    ladder.clear();
    auto step_from = due;
    for (int i = 0; i < static_cast<int>(rule->ladder.size()); ++i) {
        bool const is_step = rule->ladder[static_cast<std::size_t>(i)].is_step;
        auto const last = lay_rungs(i, is_step ? step_from : due);
        if (is_step) step_from = last;
    }
    std::ranges::stable_sort(ladder, {}, &Rung::at);
}

void Clock::count_days() {
    auto const first = first_day(*rule, *counted_by, started);
    due = unrolled_end(first, term().one);
    if (auto const other = term().other) {
        auto const end = unrolled_end(first, *other);
        is_by_other = term().later ? end > due : end < due;
        if (is_by_other) due = end;
    }
    if (rule->rolls != 0) due = nearest_working(*counted_by, due, rule->rolls);
    due_at = at_time(due + std::chrono::days{1}, {});
    // Rolled back it would be over before it goes on.
    while (!stops.empty() && due_at < stops.back().until) {
        due = walk_working(*counted_by, due, 1);
        due_at = at_time(due + std::chrono::days{1}, {});
    }
}

Day Clock::unrolled_end(Day first, Span span) const {
    auto const counts = span.unit;
    auto end = walk(*counted_by, first, span);
    for (auto const& stop : stops) {
        auto const count = lost(*counted_by, first, stop, counts);
        end = walk(*counted_by, end, {count, counts == working_days ? working_days : days});
    }
    // Only the rolling was left of it when it stopped.
    if (stops.empty() || end >= day_of(stops.back().until)) return end;
    end = day_of(stops.back().until);
    return counts == working_days ? nearest_working(*counted_by, end) : end;
}

void Clock::count_hours() {
    Duration length = std::chrono::hours{term().one.count};
    for (auto const& stop : stops)
        length += open_between(*counted_by, std::max(stop.from, started), stop.until);
    due_at = walk_open(*counted_by, started, length);
    if (!stops.empty()) due_at = std::max(due_at, stops.back().until);
    due = day_of(due_at);
}

Day Clock::lay_rungs(int index, Day from) {
    auto const& reminder = rule->ladder[static_cast<std::size_t>(index)];
    if (reminder.at.unit == working_hours) {
        auto const length = std::chrono::hours{reminder.at.count};
        ladder.push_back({walk_open(*counted_by, due_at, length), index, 0});
        return due;
    }
    auto day = walk(*counted_by, from, reminder.at);
    auto said_on = day;
    std::optional<Day> before;
    for (int n = 0; n < reminder.at_most; ++n) {
        if (n > 0) day = walk_working(*counted_by, day, reminder.every);
        if (reminder.until_due && day > due) break;
        said_on = nearest_working(*counted_by, day, day <= due ? -1 : 1);
        if (said_on != before) ladder.push_back({at_time(said_on, counted_by->opens()), index, n});
        before = said_on;
    }
    return said_on;
}

void Clock::begin_at(Instant start, Instant now) {
    if (started == start) return;
    started = start;
    said_from = handled;
    count();
    if (due_at > now) passed = false;
    press_if_over(now);
}

void Clock::press_if_over(Instant now) {
    if (due_at <= now) handled = std::min(handled, due_at - std::chrono::milliseconds{1});
}

void Clock::rewind(Instant last_right, Instant at) {
    say_again_from(last_right);
    ++rewound;
    passed = passed && due_at <= at;
    if (stopped) stopped = std::min(*stopped, at);
}

void Clock::say_again_from(Instant at) {
    handled = at;
    said_from = std::min(said_from, at);
}

std::vector<Rung> Clock::rungs(Instant after, Instant until) const {
    std::vector<Rung> found;
    for (auto const& rung : ladder) {
        if (rung.at > after && rung.at <= until) found.push_back(rung);
    }
    return found;
}

std::optional<Instant> Clock::next() const {
    if (stopped) return std::nullopt;
    std::optional<Instant> next;
    if (!passed) next = due_at;
    for (auto const& rung : ladder) {
        if (rung.at <= handled) continue;
        if (!next || rung.at < *next) next = rung.at;
        break;
    }
    return next;
}

std::string Clock::text() const {
    return fmt::format("{}{}{} due {}{}{}",
                       rule->name,
                       unit.empty() ? "" : " of ",
                       unit,
                       to_text(due),
                       stopped ? " stopped" : "",
                       passed ? " passed" : "");
}

}  // namespace duban::simulation
