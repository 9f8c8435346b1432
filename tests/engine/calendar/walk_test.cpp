// The compiled calendar against a walk, day by day, that knows nothing of it but its entries.
#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <map>

#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/explanation.hpp"
#include "engine/calendar/offset.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

struct Walk {
    std::bitset<7> rest_weekdays;
    std::map<Day, EntryKind> entries;

    [[nodiscard]] bool works(Day day) const {
        auto const entry = entries.find(day);
        if (entry != entries.end()) return entry->second == EntryKind::work;
        return !rest_weekdays[std::chrono::weekday{day}.c_encoding()];
    }

    [[nodiscard]] Day step(Day day, int n) const {
        auto const direction = days{n < 0 ? -1 : 1};
        for (int left = std::abs(n); left > 0;) {
            day += direction;
            if (works(day)) --left;
        }
        return day;
    }
};

/// The same-numbered day that many months later, found by trying days from the month's last
/// backwards.
Day months_later(Day from, int count) {
    year_month_day const start{from};
    int const index = static_cast<int>(start.year()) * 12 +
                      static_cast<int>(static_cast<unsigned>(start.month())) - 1 + count;
    for (auto day = static_cast<unsigned>(start.day());; --day) {
        year_month_day const candidate{std::chrono::year{index / 12},
                                       std::chrono::month{static_cast<unsigned>(index % 12) + 1},
                                       std::chrono::day{day}};
        if (candidate.ok()) return Day{candidate};
    }
}

struct Drawn {
    Walk walk;
    Calendar calendar;
};

Drawn draw_calendar() {
    CalendarDefinition definition;
    definition.name = "drawn";
    definition.known_from = on("2015-01-01");
    definition.known_to = on("2026-12-31");
    // One weekday at least is worked.
    definition.rest_weekdays = static_cast<unsigned>(*rc::gen::inRange(0, 127));
    Walk walk{definition.rest_weekdays, {}};
    auto const offsets = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12 * 365));
    for (auto const offset : offsets) {
        auto const kind = *rc::gen::element(EntryKind::rest, EntryKind::work);
        walk.entries.emplace(definition.known_from + days{offset}, kind);
    }
    for (auto const& [day, kind] : walk.entries) {
        definition.entries.push_back(
            {.day = day, .kind = kind, .holiday = {.zh_cn = "节", .en = "feast"}, .source = ""});
    }
    return {walk, Calendar{definition}};
}

Day draw_day() {
    return on("2010-01-01") + days{*rc::gen::inRange(0, 20 * 365)};
}

Term draw_term() {
    auto const unit = *rc::gen::element(Unit::months, Unit::days, Unit::working_days);
    auto const longest_walked = unit == Unit::months ? longest(unit) : 400;
    return Term{.unit = unit, .count = *rc::gen::inRange(1, longest_walked + 1), .date = {}};
}

OnRestDay draw_roll() {
    return *rc::gen::element(
        OnRestDay::stay, OnRestDay::next_working_day, OnRestDay::previous_working_day);
}

Day walk_raw(Walk const& walk, Term const& term, Day from) {
    if (term.unit == Unit::months) return months_later(from, term.count);
    if (term.unit == Unit::days) return from + days{term.count};
    return walk.step(from, term.count);
}

}  // namespace

TEST_CASE("counting working days equals walking them", "[calendar][property]") {
    CHECK(rc::check([] {
        auto const [walk, calendar] = draw_calendar();
        auto const from = draw_day();
        auto const n = *rc::gen::inRange(-400, 401);
        auto const to = calendar.working_day_after(from, n);
        RC_ASSERT(to == walk.step(from, n));
        RC_ASSERT(n == 0 || calendar.is_working(to));
        if (n > 0) RC_ASSERT(calendar.working_days_between(from, to) == n);
        RC_ASSERT(calendar.working_days_between(from, to) ==
                  -calendar.working_days_between(to, from));
        RC_ASSERT(day_at({.count = std::abs(n), .unit = Unit::working_days, .before = n < 0},
                         from,
                         calendar) == to);
    }));
}

TEST_CASE("a due date equals the one that a walk finds", "[calendar][property]") {
    CHECK(rc::check([] {
        auto const [walk, calendar] = draw_calendar();
        auto const from = draw_day();
        auto const term = draw_term();
        auto const roll = draw_roll();
        auto const date = due_date(term, from, roll, calendar);
        RC_ASSERT(date.raw == walk_raw(walk, term, from));

        auto due = date.raw;
        auto const direction = days{roll == OnRestDay::previous_working_day ? -1 : 1};
        bool provisional = false;
        auto const judge = [&](Day day) {
            provisional = provisional || !calendar.knows(day);
            return walk.works(day);
        };
        if (roll != OnRestDay::stay) {
            while (!judge(due)) due += direction;
        }
        if (term.unit == Unit::working_days) {
            for (auto day = from + days{1}; day <= date.raw; day += days{1}) judge(day);
        }
        RC_ASSERT(date.due == due);
        RC_ASSERT(date.provisional == provisional);
    }));
}

TEST_CASE("an explanation skips rest days only, and all that lie on its way",
          "[calendar][property]") {
    CHECK(rc::check([] {
        auto const [walk, calendar] = draw_calendar();
        auto const from = draw_day();
        auto const term = draw_term();
        auto const e = explain(term, from, draw_roll(), calendar);
        for (auto const& skipped : e.skipped) {
            RC_ASSERT(!walk.works(skipped.day));
            RC_ASSERT(!skipped.why.en.empty());
        }
        for (auto const& counted : e.made_up) RC_ASSERT(walk.works(counted.day));
        if (term.unit == Unit::working_days) {
            auto const passed = (e.date.due - from).count();
            RC_ASSERT(passed == static_cast<long>(e.skipped.size()) + term.count);
        } else {
            RC_ASSERT(std::abs((e.date.due - e.date.raw).count()) ==
                      static_cast<long>(e.skipped.size()));
        }
    }));
}

TEST_CASE("a term is read back from its own text", "[calendar][property]") {
    CHECK(rc::check([] {
        auto const term = draw_term();
        RC_ASSERT(parse_term(to_text(term)) == term);
        Offset const offset{
            .count = term.count, .unit = term.unit, .before = *rc::gen::arbitrary<bool>()};
        RC_ASSERT(parse_offset(to_text(offset)) == offset);
    }));
}

TEST_CASE("no text makes the readers of terms fall over", "[calendar][property]") {
    CHECK(rc::check([](std::string const& text) {
        auto const term = parse_term(text);
        RC_ASSERT(term.has_value() || !term.error().en.empty());
        auto const offset = parse_offset(text);
        RC_ASSERT(offset.has_value() || !offset.error().en.empty());
    }));
}
