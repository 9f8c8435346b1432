// A term that is extended and stands still: when it ends, against a walk day by day.
#include "engine/calendar/ledger.hpp"

#include <catch2/catch.hpp>

#include "engine/calendar/explanation.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using std::chrono::days;
using std::chrono::hours;

Zone const& shanghai() {
    static auto const zone = *Zone::find("Asia/Shanghai");
    return zone;
}

Instant wall(std::string_view text) {
    return shanghai().to_instant(*parse_wall_time(text));
}

Ledger ledger(std::string_view length,
              std::string_view start,
              OnRestDay on_rest_day = OnRestDay::stay) {
    Ledger begun;
    begun.started_at = wall(start);
    begun.term = term(length);
    begun.counting.on_rest_day = on_rest_day;
    return begun;
}

std::string due(Ledger const& running) {
    return to_text(due_instant(running, cn(), shanghai()).day);
}

}  // namespace

TEST_CASE("an extension is counted from the first start", "[calendar][ledger]") {
    auto running = ledger("3 months", "2024-11-30T10:00");
    CHECK(due(running) == "2025-02-28");
    running.extensions.push_back({wall("2025-02-01T09:00"), term("6 months")});
    CHECK(due(running) == "2025-05-30");  // not 28 August, not 28 May
    CHECK(to_text(first_due(running, cn(), shanghai()).day) == "2025-02-28");
    auto in_steps = ledger("3 months", "2024-11-30T10:00");
    in_steps.extensions.push_back({wall("2025-01-01T09:00"), term("4 months")});
    in_steps.extensions.push_back({wall("2025-02-01T09:00"), term("6 months")});
    CHECK(due(in_steps) == due(running));
}

TEST_CASE("a stop moves the end in the term's own unit", "[calendar][ledger]") {
    struct Row {
        char const* what;
        char const* term;
        std::vector<std::pair<char const*, char const*>> stops;
        char const* due;
    };

    auto const row = GENERATE(values<Row>({
        {"not stopped", "10 days", {}, "2026-03-12"},
        {"five days", "10 days", {{"2026-03-04T10:00", "2026-03-09T09:00"}}, "2026-03-17"},
        {"within one day", "10 days", {{"2026-03-04T00:00", "2026-03-04T23:59"}}, "2026-03-12"},
        {"over one midnight", "10 days", {{"2026-03-04T23:59", "2026-03-05T00:00"}}, "2026-03-13"},
        {"two add up",
         "10 days",
         {{"2026-03-03T10:00", "2026-03-05T10:00"}, {"2026-03-05T11:00", "2026-03-08T10:00"}},
         "2026-03-17"},
        {"months, by days", "1 month", {{"2026-03-04T10:00", "2026-03-09T09:00"}}, "2026-04-07"},
        {"working days",
         "10 working days",
         {{"2026-03-04T10:00", "2026-03-09T09:00"}},
         "2026-03-19"},
        {"a weekend is no working day",
         "10 working days",
         {{"2026-03-06T10:00", "2026-03-08T09:00"}},
         "2026-03-16"},
        {"working days, on the last day, over a weekend",
         "5 working days",
         {{"2026-03-09T10:00", "2026-03-15T09:00"}},
         "2026-03-16"},
        {"a fixed date", "30 June", {{"2026-03-04T10:00", "2026-03-06T09:00"}}, "2026-07-02"},
    }));
    CAPTURE(row.what);
    auto running = ledger(row.term, "2026-03-02T10:00");
    for (auto const& [from, until] : row.stops) running.stops.push_back({wall(from), wall(until)});
    CHECK(due(running) == row.due);
}

TEST_CASE("before a term counts as begun nothing of it stands still", "[calendar][ledger]") {
    // A Friday after the cut-off: it counts as of Monday, the 9th, 09:00.
    auto const length =
        GENERATE("10 days", "10 working days", "1 month", "48 hours", "9 working hours");
    auto running = ledger(length, "2026-03-06T18:00");
    running.counting.cut_off = hours{17} + std::chrono::minutes{30};
    auto const unstopped = due_instant(running, cn(), shanghai());
    running.stops.push_back({wall("2026-03-06T19:00"), wall("2026-03-09T08:00")});
    CHECK(due_instant(running, cn(), shanghai()) == unstopped);
    // Of a stop that lasts longer, what comes after that.
    running.stops.back().until = wall("2026-03-11T09:00");
    auto later = ledger(length, "2026-03-06T18:00");
    later.counting = running.counting;
    later.stops.push_back({wall("2026-03-09T09:00"), wall("2026-03-11T09:00")});
    CHECK(due_instant(running, cn(), shanghai()) == due_instant(later, cn(), shanghai()));
    CHECK(due_instant(running, cn(), shanghai()) != unstopped);
}

TEST_CASE("hours stand still to the minute", "[calendar][ledger]") {
    auto running = ledger("48 hours", "2026-03-02T10:00");
    running.stops.push_back({wall("2026-03-02T11:00"), wall("2026-03-02T12:30")});
    running.stops.push_back({wall("2026-03-03T08:00"), wall("2026-03-04T08:00")});
    CHECK(due_instant(running, cn(), shanghai()).at == wall("2026-03-05T11:30"));
    running.counting.on_rest_day = OnRestDay::next_working_day;
    running.stops.push_back({wall("2026-03-04T08:00"), wall("2026-03-06T08:00")});
    CHECK(due_instant(running, cn(), shanghai()).at == wall("2026-03-09T11:30"));  // not Saturday
}

TEST_CASE("the end rolls after it has moved, and is never before the day of going on",
          "[calendar][ledger]") {
    auto running = ledger("5 days", "2026-03-02T10:00", OnRestDay::next_working_day);
    CHECK(due(running) == "2026-03-09");  // from Saturday, the 7th
    SECTION("moved to a Sunday, rolled to Monday") {
        running.stops.push_back({wall("2026-03-04T10:00"), wall("2026-03-05T10:00")});
        CHECK(due(running) == "2026-03-09");
    }
    SECTION("stopped after the 7th, on what the rolling gave") {
        running.stops.push_back({wall("2026-03-08T10:00"), wall("2026-03-11T10:00")});
        CHECK(due(running) == "2026-03-11");
        running.stops.push_back({wall("2026-03-11T12:00"), wall("2026-03-12T10:00")});
        CHECK(due(running) == "2026-03-12");
    }
}

TEST_CASE("no term is over before its clock goes on", "[calendar][ledger]") {
    struct Row {
        char const* what;
        char const* term;
        OnRestDay rule;
        Ends ends;
        char const* from;
        char const* until;
        char const* due_at;
    };

    using enum OnRestDay;
    using enum Ends;
    auto const row = GENERATE(values<Row>({
        {"the office has closed when it goes on",
         "8 days",
         stay,
         closing_hour,
         "2026-03-10T10:00",
         "2026-03-13T18:00",
         "2026-03-16T17:30"},
        {"it has not",
         "8 days",
         stay,
         closing_hour,
         "2026-03-10T10:00",
         "2026-03-13T17:00",
         "2026-03-13T17:30"},
        {"rolled back it would be over",
         "10 days",
         previous_working_day,
         end_of_day,
         "2026-03-12T10:00",
         "2026-03-14T10:00",
         "2026-03-17T00:00"},
        {"rolled back it is not",
         "10 days",
         previous_working_day,
         end_of_day,
         "2026-03-12T10:00",
         "2026-03-13T10:00",
         "2026-03-14T00:00"},
        {"hours too",
         "240 hours",
         previous_working_day,
         end_of_day,
         "2026-03-12T09:00",
         "2026-03-14T09:00",
         "2026-03-16T10:00"},
    }));
    CAPTURE(row.what);
    auto running = ledger(row.term, "2026-03-02T10:00", row.rule);
    running.counting.ends = row.ends;
    running.stops.push_back({wall(row.from), wall(row.until)});
    auto const end = due_instant(running, cn(), shanghai());
    CHECK(end.at == wall(row.due_at));
    auto const e = explain(running, cn(), shanghai(), "");
    CHECK(e.date.due == due_date(running, cn(), shanghai()).due);
    bool const waits = to_text(e, Language::en).find("Going on: ") != std::string::npos;
    CHECK(waits == e.awaits_clock);
}

TEST_CASE("an explanation tells extensions and stops in both languages", "[calendar][ledger]") {
    auto running = ledger("3 months", "2026-03-02T10:00", OnRestDay::next_working_day);
    running.extensions.push_back({wall("2026-05-20T09:00"), term("6 months")});
    running.stops.push_back({wall("2026-04-01T15:00"), wall("2026-04-11T09:00")});
    running.stopped_since = wall("2026-06-01T08:30");
    auto const e = explain(running, cn(), shanghai(), "rule 7");
    CHECK(to_text(e.date.raw) == "2026-09-12");
    CHECK(to_text(e.date.due) == "2026-09-14");
    auto const en = to_text(e, Language::en);
    CAPTURE(en);
    for (auto const* line : {
             "Term: 3 months, ending on 2026-06-02",
             "Extended: on 2026-05-20 to 6 months, counted from the first start as before, ending "
             "on 2026-09-02\n",
             "Stopped: from 2026-04-01 to 2026-04-11 the term stood still; 10 days not counted\n",
             "Without the time it stood still it ends on 2026-09-12\n",
             "Stopped since 2026-06-01 08:30: when the clock goes on",
             "Due: 2026-09-14",
             "Basis: rule 7",
         }) {
        CHECK_THAT(en, Catch::Matchers::Contains(line));
    }
    auto const zh = to_text(e, Language::zh_cn);
    CAPTURE(zh);
    for (auto const* line : {
             "延期：2026-05-20 延长为 6个月，仍自首次起算之日计算，届满于 2026-09-02\n",
             "中止：2026-04-01 至 2026-04-11 停止计算，10 个自然日不计入期限\n",
             "中止中：自 2026-06-01 08:30 起停止计算",
         }) {
        CHECK_THAT(zh, Catch::Matchers::Contains(line));
    }
}

TEST_CASE("an explanation of hours tells times", "[calendar][ledger]") {
    auto running = ledger("48 hours", "2026-03-02T10:15");
    running.stops.push_back({wall("2026-03-02T11:00"), wall("2026-03-02T12:30")});
    auto const en = to_text(explain(running, cn(), shanghai()), Language::en);
    CAPTURE(en);
    CHECK_THAT(en, Catch::Matchers::Contains("Start: 2026-03-02 10:15 (hours"));
    CHECK_THAT(en, Catch::Matchers::Contains("from 2026-03-02 11:00 to 2026-03-02 12:30"));
    CHECK_THAT(en, Catch::Matchers::Contains("1 h 30 min not counted"));
    CHECK_THAT(en, Catch::Matchers::Contains("Due: 2026-03-04 11:45\n"));
}

TEST_CASE("working hours stand still by the hours in which the office was open",
          "[calendar][ledger]") {
    auto running = ledger("10 working hours", "2026-03-02T15:00");  // a Monday; 2.5 hours on it
    CHECK(to_text(due_instant(running, cn(), shanghai()).at, shanghai()) ==
          "2026-03-03T16:30:00+08:00");
    // from Tuesday 10:00 over the evening to Wednesday 10:00: one office day
    running.stops.push_back({wall("2026-03-03T10:00"), wall("2026-03-04T10:00")});
    CHECK(to_text(due_instant(running, cn(), shanghai()).at, shanghai()) ==
          "2026-03-04T16:30:00+08:00");
    // a night moves nothing
    running.stops = {{wall("2026-03-02T18:00"), wall("2026-03-03T08:00")}};
    CHECK(to_text(due_instant(running, cn(), shanghai()).at, shanghai()) ==
          "2026-03-03T16:30:00+08:00");
}
