#include "tests/simulation/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace duban::simulation {

namespace {

using enum Role;
using enum Unit;

constexpr int without_end = 1000;

std::vector<Rule> const& rules() {
    static std::vector<Rule> const all{
        {.name = "examination",
         .terms = {{15, working_days}},
         .ladder = {{.at = {-3, working_days}, .to = {secretariat}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 2,
                     .at_most = 5,
                     .to = {secretariat, supervisor},
                     .message = "overdue"}}},
        {.name = "reply",
         .terms = {{3, months}, {4, months}, {6, months}},
         .rolls = 1,
         .owner = host,
         .ladder = {{.at = {-30, days}, .to = {host}, .message = "soon"},
                    {.at = {-5, working_days},
                     .every = 1,
                     .at_most = without_end,
                     .until_due = true,
                     .to = {host, secretariat},
                     .message = "soon"},
                    {.at = {1, working_days},
                     .every = 3,
                     .at_most = 5,
                     .to = {host, secretariat},
                     .message = "overdue"},
                    {.at = {10, working_days},
                     .to = {supervisor, secretariat},
                     .message = "escalated"}}},
        {.name = "signature",
         .terms = {{3, working_days}},
         .owner = host,
         .ladder = {{.at = {-1, working_days}, .to = {host}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 1,
                     .at_most = 3,
                     .to = {host, secretariat},
                     .message = "overdue"}}},
        {.name = "objection",
         .terms = {{7, days}},
         .rolls = -1,
         .ladder = {{.at = {-2, days}, .to = {secretariat}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 1,
                     .at_most = 5,
                     .to = {secretariat, supervisor},
                     .message = "overdue"}}},
        {.name = "clarification",
         .terms = {{20, working_days}},
         .moves_on = true,
         .ladder = {{.at = {-5, working_days}, .to = {secretariat}, .message = "soon"}}},
        {.name = "opinion",
         .terms = {{1, months}},
         .rolls = -1,
         .owner = co_handler,
         .ladder = {{.at = {-5, working_days}, .to = {co_handler}, .message = "soon"},
                    {.at = {1, working_days},
                     .every = 3,
                     .at_most = 5,
                     .to = {co_handler, host, secretariat},
                     .message = "overdue"}}},
        {.name = "rating",
         .terms = {{15, working_days}},
         .moves_on = true,
         .ladder = {{.at = {-5, working_days}, .to = {secretariat}, .message = "soon"},
                    {.at = {-1, working_days}, .to = {secretariat}, .message = "soon"}}},
    };
    return all;
}

/// How many days the stop takes out of the term: every day after the one on which it stopped.
int lost(WorkDays const& work, Stop const& stop, Unit unit) {
    int count = 0;
    for (auto day = day_of(stop.from); day < day_of(stop.until);) {
        day += std::chrono::days{1};
        if (unit != working_days || work.works(day)) ++count;
    }
    return count;
}

}  // namespace

Rule const& rule_of(std::string_view name) {
    auto const found = std::ranges::find(rules(), name, &Rule::name);
    if (found == rules().end()) throw std::logic_error{"no such rule"};
    return *found;
}

void Clock::count() {
    auto const term = rule->terms[static_cast<std::size_t>(extended)];
    due = walk(*counted_by, day_of(started), term);
    for (auto const& stop : stops) {
        auto const count = lost(*counted_by, stop, term.unit);
        due = walk(*counted_by, due, {count, term.unit == working_days ? working_days : days});
    }
    // Only the rolling was left of it when it stopped.
    if (!stops.empty() && due < day_of(stops.back().until)) {
        due = day_of(stops.back().until);
        if (term.unit == working_days) due = nearest_working(*counted_by, due);
    }
    if (rule->rolls != 0) due = nearest_working(*counted_by, due, rule->rolls);
    due_at = at_time(due + std::chrono::days{1}, {});

    ladder.clear();
    for (int i = 0; i < static_cast<int>(rule->ladder.size()); ++i) {
        auto const& reminder = rule->ladder[static_cast<std::size_t>(i)];
        auto day = walk(*counted_by, due, reminder.at);
        std::optional<Instant> before;
        for (int n = 0; n < reminder.at_most; ++n) {
            if (n > 0) day = walk_working(*counted_by, day, reminder.every);
            if (reminder.until_due && day > due) break;
            auto const at =
                at_time(nearest_working(*counted_by, day, day <= due ? -1 : 1), opening);
            if (at != before) ladder.push_back({at, i, n});
            before = at;
        }
    }
    std::ranges::stable_sort(ladder, {}, &Rung::at);
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
