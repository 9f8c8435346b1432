// How an office counts beside the term: cut-off hours, starts on rest days, closing hours; and
// terms that run while the office is open.
#include "engine/calendar/counting.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "engine/calendar/explanation.hpp"
#include "engine/calendar/ledger.hpp"
#include "engine/calendar/office_time.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

Zone const& shanghai() {
    static auto const zone = *Zone::find("Asia/Shanghai");
    return zone;
}

Instant wall(std::string_view text) {
    return shanghai().to_instant(*parse_wall_time(text));
}

std::string due(std::string_view length, std::string_view start, char const* rules) {
    auto const counting = parse_counting(rules);
    REQUIRE(counting);
    auto const end = due_instant(term(length), wall(start), *counting, cn(), shanghai());
    return to_text(end.at, shanghai()).substr(0, 16);
}

}  // namespace

TEST_CASE("a deadline whose beginning hangs on an unknown day is provisional", "[calendar]") {
    // cn knows the years 2015 to 2026.
    auto const [length, start, rules, provisional] =
        GENERATE(table<char const*, char const*, char const*, bool>({
            {"3 months", "2026-12-31T17:29", "stay cut_off=17:30", false},
            {"3 months", "2026-12-31T17:30", "stay cut_off=17:30", true},
            {"48 hours", "2026-12-31T18:00", "stay cut_off=17:30", true},
            {"10 days", "2027-01-02T10:00", "stay", false},
            {"10 days", "2027-01-02T10:00", "stay cut_off=17:30", false},
            {"10 days", "2027-01-02T18:00", "stay cut_off=17:30", true},
            {"10 days", "2027-01-02T10:00", "stay start=next_working_day", true},
            {"10 days", "2026-12-31T10:00", "stay start=next_working_day", false},
        }));
    CAPTURE(length, start, rules);
    Ledger ledger;
    ledger.started_at = wall(start);
    ledger.term = term(length);
    ledger.counting = *parse_counting(rules);
    auto const end = due_instant(ledger.term, wall(start), ledger.counting, cn(), shanghai());
    CHECK(end.provisional == provisional);
    CHECK(due_instant(ledger, cn(), shanghai()).provisional == provisional);
}

TEST_CASE("a deadline begins and ends as the office counts", "[calendar]") {
    struct Row {
        char const* what;
        char const* term;
        char const* start;
        char const* rules;
        char const* end;  // the first minute that is too late
    };

    // Office hours are 09:00 to 17:30; 28 September and 11 October 2025 are make-up workdays, 1 to
    // 8 October rest days.
    auto const row = GENERATE(values<Row>({
        {"before the cut-off",
         "1 working day",
         "2025-09-24T17:29",
         "stay cut_off=17:30",
         "2025-09-26T00:00"},
        {"at the cut-off",
         "1 working day",
         "2025-09-24T17:30",
         "stay cut_off=17:30",
         "2025-09-27T00:00"},
        {"late on the eve of a holiday",
         "1 working day",
         "2025-09-30T18:00",
         "stay cut_off=17:30",
         "2025-10-11T00:00"},
        {"late on a make-up Sunday",
         "1 day",
         "2025-09-28T20:00",
         "stay cut_off=17:30",
         "2025-10-01T00:00"},
        {"a rest day has no cut-off",
         "1 day",
         "2025-09-27T20:00",
         "stay cut_off=17:30",
         "2025-09-29T00:00"},
        {"a rest day counts as it is", "3 days", "2025-10-01T10:00", "stay", "2025-10-05T00:00"},
        {"a rest day counts as the next worked",
         "3 days",
         "2025-10-01T10:00",
         "stay start=next_working_day",
         "2025-10-13T00:00"},
        {"a worked day is not moved",
         "3 days",
         "2025-09-29T10:00",
         "stay start=next_working_day",
         "2025-10-03T00:00"},
        {"to the closing hour",
         "15 days",
         "2025-09-01T10:00",
         "stay ends=closing_hour",
         "2025-09-16T17:30"},
        {"to the closing hour of a rest day",
         "1 day",
         "2025-09-26T10:00",
         "stay ends=closing_hour",
         "2025-09-27T17:30"},
        {"rolled, to the closing hour",
         "3 months",
         "2025-07-01T10:00",
         "next_working_day ends=closing_hour",
         "2025-10-09T17:30"},
        {"hours after the cut-off run from the next opening",
         "4 hours",
         "2025-09-24T18:00",
         "stay cut_off=17:30",
         "2025-09-25T13:00"},
        {"all of it",
         "1 month",
         "2025-10-01T08:00",
         "next_working_day start=next_working_day cut_off=17:30 ends=closing_hour",
         "2025-11-10T17:30"},
    }));
    CAPTURE(row.what);
    CHECK(due(row.term, row.start, row.rules) == row.end);
}

TEST_CASE("working hours run while the office is open", "[calendar]") {
    struct Row {
        char const* term;
        char const* start;
        char const* end;
    };

    // 8.5 hours a day
    auto const row = GENERATE(values<Row>({
        {"1 working hour", "2025-09-24T10:00", "2025-09-24T11:00"},
        {"1 working hour", "2025-09-24T17:00", "2025-09-25T09:30"},
        {"1 working hour",
         "2025-09-24T16:30",
         "2025-09-24T17:30"},  // at closing, not at the next opening
        {"1 working hour", "2025-09-24T06:00", "2025-09-24T10:00"},
        {"1 working hour", "2025-09-24T22:00", "2025-09-25T10:00"},
        {"1 working hour",
         "2025-09-27T12:00",
         "2025-09-28T10:00"},  // a Saturday, then a make-up Sunday
        {"2 working hours", "2025-09-30T16:30", "2025-10-09T10:00"},
        {"17 working hours", "2025-09-24T09:00", "2025-09-25T17:30"},
        {"18 working hours", "2025-09-24T09:00", "2025-09-26T10:00"},
    }));
    CAPTURE(row.term, row.start);
    CHECK(due(row.term, row.start, "stay") == row.end);
}

TEST_CASE("office time counted forward and backward meets itself", "[calendar][property]") {
    CHECK(rc::check([] {
        auto const from = wall("2024-01-01T00:00") + minutes{*rc::gen::inRange(0, 60 * 24 * 700)};
        auto const length = minutes{*rc::gen::inRange(1, 60 * 200)};
        auto const later = after_office_time(from, length, cn(), shanghai());
        RC_ASSERT(office_time_between(from, later, cn(), shanghai()) == length);
        auto const back = after_office_time(later, -length, cn(), shanghai());
        RC_ASSERT(office_time_between(back, later, cn(), shanghai()) == length);
        // Minute by minute, as slowly as can be.
        auto slow = from;
        for (auto left = length; left > minutes{0}; slow += minutes{1}) {
            auto const at = shanghai().to_wall(slow);
            auto const day = std::chrono::floor<days>(at);
            bool const open =
                cn().is_working(day) && at - day >= cn().opens() && at - day < cn().closes();
            if (open) left -= minutes{1};
        }
        RC_ASSERT(slow == later);
    }));
}

TEST_CASE("rules of counting are kept as one line", "[calendar]") {
    CHECK(rc::check([] {
        Counting counting;
        counting.on_rest_day = *rc::gen::element(
            OnRestDay::stay, OnRestDay::next_working_day, OnRestDay::previous_working_day);
        counting.start_on_rest_day =
            *rc::gen::element(StartOnRestDay::stay, StartOnRestDay::next_working_day);
        counting.ends = *rc::gen::element(Ends::end_of_day, Ends::closing_hour);
        if (*rc::gen::arbitrary<bool>()) counting.cut_off = minutes{*rc::gen::inRange(0, 1440)};
        RC_ASSERT(parse_counting(to_text(counting)) == counting);
    }));
    CHECK(to_text(Counting{}) == "stay");
    auto const* const text = GENERATE("",
                                      "go",
                                      "stay cut_off=24:00",
                                      "stay cut_off=9:30",
                                      "stay cut_off=12:60",
                                      "stay ends=noon",
                                      "stay start=previous_working_day",
                                      "stay more",
                                      "cut_off=17:30");
    CAPTURE(text);
    CHECK_FALSE(parse_counting(text));
}

TEST_CASE("an explanation tells why something counts as of a later day", "[calendar]") {
    Ledger ledger;
    ledger.started_at = wall("2025-09-30T18:05");
    ledger.term = term("5 working days");
    ledger.counting = *parse_counting("stay cut_off=17:30 ends=closing_hour");
    auto const told = to_text(explain(ledger, cn(), shanghai()), Language::en);
    CHECK_THAT(told,
               Catch::Contains("Came: 2025-09-30 18:05 (after the cut-off hour, 17:30), so it "
                               "counts as of 2025-10-09\n"));
    CHECK_THAT(told, Catch::Contains("Due: 2025-10-15 17:30, when the office closes\n"));
    ledger.started_at = wall("2025-10-01T08:00");
    ledger.counting = *parse_counting("stay start=next_working_day");
    auto const rested = to_text(explain(ledger, cn(), shanghai()), Language::zh_cn);
    CHECK_THAT(rested,
               Catch::Contains(
                   "收到：2025-10-01 08:00（休息日：国庆节、中秋节），视为 2025-10-09 收到\n"));
}
