#include "engine/calendar/due_date.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using Row = std::tuple<char const*, char const*, char const*, char const*>;

}  // namespace

TEST_CASE("a term ends with its period, in the next year, or with one of two", "[calendar]") {
    auto const [from,
                length,
                raw,
                rolled] = GENERATE(table<char const*, char const*, char const*, char const*>({
        Row{"2025-09-24", "2 weeks", "2025-10-08", "2025-10-09"},
        Row{"2024-02-15", "2 weeks", "2024-02-29", "2024-02-29"},
        Row{"2025-03-01", "30 June next year", "2026-06-30", "2026-06-30"},
        Row{"2025-12-31", "1 January next year", "2026-01-01", "2026-01-04"},
        Row{"2025-06-30", "30 June next year", "2026-06-30", "2026-06-30"},
        // the period that the start lies in, unless its last day has come
        Row{"2025-03-01", "last day of Q1", "2025-03-31", "2025-03-31"},
        Row{"2025-03-31", "last day of Q1", "2026-03-31", "2026-03-31"},
        Row{"2025-04-01", "last day of Q1", "2026-03-31", "2026-03-31"},
        Row{"2025-01-01", "last day of Q4", "2025-12-31", "2025-12-31"},
        Row{"2025-08-01", "last day of August", "2025-08-31", "2025-09-01"},
        Row{"2023-03-01", "last day of February", "2024-02-29", "2024-02-29"},
        Row{"2025-08-15", "last day of the month", "2025-08-31", "2025-09-01"},
        Row{"2025-08-31", "last day of the month", "2025-09-30", "2025-09-30"},
        Row{"2025-12-31", "last day of the month", "2026-01-31", "2026-02-02"},
        Row{"2025-12-31", "last day of the quarter", "2026-03-31", "2026-03-31"},
        Row{"2025-05-01", "last day of the quarter", "2025-06-30", "2025-06-30"},
        Row{"2025-12-31", "last day of the year", "2026-12-31", "2026-12-31"},
        // 30 and 31 August 2025 are a weekend; 31 January 2026 a Saturday
        Row{"2025-08-01", "last working day of August", "2025-08-29", "2025-08-29"},
        Row{"2025-08-29", "last working day of the month", "2025-09-30", "2025-09-30"},
        Row{"2025-08-30", "last working day of the month", "2025-09-30", "2025-09-30"},
        Row{"2026-01-10", "last working day of January", "2026-01-30", "2026-01-30"},
        Row{"2025-06-01", "last working day of Q4", "2025-12-31", "2025-12-31"},
        Row{"2025-12-31", "last working day of Q4", "2026-12-31", "2026-12-31"},
        Row{"2022-11-01", "last working day of the year", "2022-12-30", "2022-12-30"},
        // one of two: each is counted from the start, then the one that is meant is rolled
        Row{"2025-06-10",
            "20 working days or 30 June, whichever is later",
            "2025-07-08",
            "2025-07-08"},
        Row{"2025-05-06",
            "20 working days or 30 June, whichever is later",
            "2025-06-30",
            "2025-06-30"},
        Row{"2025-05-06",
            "20 working days or 30 June, whichever is earlier",
            "2025-06-04",
            "2025-06-04"},
        Row{"2025-07-01",
            "3 months or last working day of the year, whichever is earlier",
            "2025-10-01",
            "2025-10-09"},
        Row{"2025-07-01", "3 months or 90 days, whichever is later", "2025-10-01", "2025-10-09"},
    }));
    CAPTURE(from, length);
    CHECK(due_date(term(length), on(from), OnRestDay::stay, cn()) ==
          DueDate{.raw = on(raw), .due = on(raw), .provisional = false});
    CHECK(due_date(term(length), on(from), OnRestDay::next_working_day, cn()) ==
          DueDate{.raw = on(raw), .due = on(rolled), .provisional = false});
}

TEST_CASE("a date is provisional where a day beyond the known years had to be judged for it",
          "[calendar]") {
    using Provisional = std::tuple<char const*, char const*, bool>;
    auto const [from, length, provisional] = GENERATE(table<char const*, char const*, bool>({
        Provisional{"2026-12-20", "2 weeks", false},
        Provisional{"2026-12-20", "30 June next year", false},
        Provisional{"2026-12-31", "last day of the year", false},
        Provisional{"2026-12-30", "last working day of the year", false},
        Provisional{"2026-12-31", "last working day of the year", true},
        Provisional{"2026-12-31", "8 working hours", false},  // the day itself is enough
        Provisional{"2026-12-31", "9 working hours", true},
        Provisional{"2026-12-20", "5 working days or 30 June, whichever is later", false},
        Provisional{"2026-12-20", "20 working days or 30 June, whichever is later", true},
        Provisional{"2026-12-20", "20 working days or 30 June, whichever is earlier", true},
    }));
    CAPTURE(from, length);
    CHECK(due_date(term(length), on(from), OnRestDay::stay, cn()).provisional == provisional);
}

TEST_CASE("a term ends where the Civil Code and the holiday papers say", "[calendar]") {
    auto const [from, length, raw, rolled] =
        GENERATE(table<char const*, char const*, char const*, char const*>({
            // what the law's own vectors give
            Row{"2015-11-30", "3 months", "2016-02-29", "2016-02-29"},
            Row{"2024-11-30", "3 months", "2025-02-28", "2025-02-28"},
            Row{"2015-06-03", "3 months", "2015-09-03", "2015-09-06"},
            Row{"2025-07-01", "3 months", "2025-10-01", "2025-10-09"},
            Row{"2025-07-01", "6 months", "2026-01-01", "2026-01-04"},
            Row{"2024-07-01", "3 months", "2024-10-01", "2024-10-08"},
            Row{"2024-07-01", "6 months", "2025-01-01", "2025-01-02"},
            Row{"2026-06-20", "3 months", "2026-09-20", "2026-09-20"},
            Row{"2026-02-13", "5 working days", "2026-02-27", "2026-02-27"},
            Row{"2025-09-26", "10 working days", "2025-10-16", "2025-10-16"},
            Row{"2023-09-28", "3 working days", "2023-10-09", "2023-10-09"},
            // an extension is measured from the first start
            Row{"2024-11-30", "6 months", "2025-05-30", "2025-05-30"},
            Row{"2025-02-28", "3 months", "2025-05-28", "2025-05-28"},
            // ends of months, years, leap days
            Row{"2023-11-30", "3 months", "2024-02-29", "2024-02-29"},
            Row{"2024-02-29", "12 months", "2025-02-28", "2025-02-28"},
            Row{"2020-02-29", "48 months", "2024-02-29", "2024-02-29"},
            Row{"2025-01-31", "1 month", "2025-02-28", "2025-02-28"},
            Row{"2025-03-31", "1 month", "2025-04-30", "2025-04-30"},
            Row{"2024-12-31", "2 months", "2025-02-28", "2025-02-28"},
            Row{"2025-10-31", "4 months", "2026-02-28", "2026-02-28"},  // a make-up Saturday
            Row{"2024-02-28", "1 day", "2024-02-29", "2024-02-29"},
            Row{"2025-02-28", "1 day", "2025-03-01", "2025-03-03"},
            Row{"2024-12-31", "1 day", "2025-01-01", "2025-01-02"},
            Row{"2025-12-31", "30 days", "2026-01-30", "2026-01-30"},
            Row{"2019-12-31", "366 days", "2020-12-31", "2020-12-31"},
            // a start on a rest day; the eve of a long holiday; a make-up Monday
            Row{"2025-10-01", "1 working day", "2025-10-09", "2025-10-09"},
            Row{"2025-09-30", "1 working day", "2025-10-09", "2025-10-09"},
            Row{"2025-09-27", "1 working day", "2025-09-28", "2025-09-28"},
            Row{"2020-01-23", "1 working day", "2020-02-03", "2020-02-03"},
            Row{"2018-12-28", "1 working day", "2018-12-29", "2018-12-29"},
            Row{"2018-12-29", "1 working day", "2019-01-02", "2019-01-02"},
            Row{"2022-12-30", "1 working day", "2023-01-03", "2023-01-03"},
            // a fixed date is the first after the start
            Row{"2025-03-01", "30 June", "2025-06-30", "2025-06-30"},
            Row{"2025-06-29", "30 June", "2025-06-30", "2025-06-30"},
            Row{"2025-06-30", "30 June", "2026-06-30", "2026-06-30"},
            Row{"2025-07-01", "31 August", "2025-08-31", "2025-09-01"},
            Row{"2025-03-01", "1 October", "2025-10-01", "2025-10-09"},
            // hours, counted from midnight where only the day is known
            Row{"2025-07-01", "24 hours", "2025-07-02", "2025-07-02"},
            Row{"2025-07-01", "47 hours", "2025-07-02", "2025-07-02"},
            Row{"2025-07-03", "48 hours", "2025-07-05", "2025-07-07"},
        }));
    CAPTURE(from, length);
    auto const date = due_date(term(length), on(from), OnRestDay::next_working_day, cn());
    CHECK(to_text(date.raw) == raw);
    CHECK(to_text(date.due) == rolled);
    CHECK_FALSE(date.provisional);

    auto const unrolled = due_date(term(length), on(from), OnRestDay::stay, cn());
    CHECK(unrolled == DueDate{.raw = date.raw, .due = date.raw, .provisional = false});
}

TEST_CASE("a term may also end on the working day before", "[calendar]") {
    auto const [from, length, raw, rolled] =
        GENERATE(table<char const*, char const*, char const*, char const*>({
            Row{"2025-07-01", "3 months", "2025-10-01", "2025-09-30"},
            Row{"2025-07-07", "3 months", "2025-10-07", "2025-09-30"},
            Row{"2025-06-27", "3 months", "2025-09-27", "2025-09-26"},
            Row{"2025-06-28", "3 months", "2025-09-28", "2025-09-28"},
            Row{"2025-06-01", "31 August", "2025-08-31", "2025-08-29"},
        }));
    CAPTURE(from, length);
    auto const date = due_date(term(length), on(from), OnRestDay::previous_working_day, cn());
    CHECK(to_text(date.raw) == raw);
    CHECK(to_text(date.due) == rolled);
}

TEST_CASE("a date is provisional only if an unknown day was judged", "[calendar]") {
    using Roll = OnRestDay;
    using Judged = std::tuple<char const*, char const*, Roll, char const*, bool>;
    auto const [from, length, roll, due, provisional] =
        GENERATE(table<char const*, char const*, Roll, char const*, bool>({
            Judged{"2026-07-01", "6 months", Roll::next_working_day, "2027-01-01", true},
            Judged{"2026-07-01", "6 months", Roll::previous_working_day, "2027-01-01", true},
            Judged{"2026-07-01", "6 months", Roll::stay, "2027-01-01", false},
            Judged{"2026-07-02", "6 months", Roll::next_working_day, "2027-01-04", true},
            Judged{"2026-07-02", "6 months", Roll::previous_working_day, "2027-01-01", true},
            Judged{"2026-06-30", "6 months", Roll::next_working_day, "2026-12-30", false},
            Judged{"2026-12-30", "1 working day", Roll::stay, "2026-12-31", false},
            Judged{"2026-12-30", "2 working days", Roll::stay, "2027-01-01", true},
            Judged{"2026-12-31", "1 working day", Roll::stay, "2027-01-01", true},
            Judged{"2014-12-31", "2 working days", Roll::stay, "2015-01-05", false},
            Judged{"2014-12-30", "2 working days", Roll::stay, "2015-01-04", true},
            Judged{"2014-12-30", "5 days", Roll::next_working_day, "2015-01-04", false},
            Judged{"2026-12-31", "30 June", Roll::stay, "2027-06-30", false},
            Judged{"2026-12-31", "30 June", Roll::next_working_day, "2027-06-30", true},
            Judged{"2031-05-01", "10 days", Roll::next_working_day, "2031-05-12", true},
        }));
    CAPTURE(from, length, to_text(roll));
    auto const date = due_date(term(length), on(from), roll, cn());
    CHECK(to_text(date.due) == due);
    CHECK(date.provisional == provisional);
}

TEST_CASE("a start at the edge of the calendar's range never goes astray", "[calendar]") {
    auto const from = GENERATE(
        "1900-01-01", "2200-12-30", "2200-12-31", "2201-01-01", "9999-12-31", "0001-01-01");
    for (auto const* length :
         {"120 months", "3660 days", "2600 working days", "87600 hours", "1 January"}) {
        for (auto const roll : {OnRestDay::stay, OnRestDay::next_working_day}) {
            CAPTURE(from, length, to_text(roll));
            auto const date = due_date(term(length), on(from), roll, cn());
            CHECK(date.raw >= on(from));
            CHECK(date.due >= date.raw);
        }
    }
}

TEST_CASE("the words for rest days are those of YAML", "[calendar]") {
    for (auto const roll :
         {OnRestDay::stay, OnRestDay::next_working_day, OnRestDay::previous_working_day}) {
        CHECK(parse_on_rest_day(to_text(roll)) == roll);
    }
    CHECK(to_text(OnRestDay::next_working_day) == "next_working_day");
    CHECK_FALSE(parse_on_rest_day("next"));
    CHECK_FALSE(parse_on_rest_day(""));
}

TEST_CASE("a deadline ends with the midnight that ends its day, in its zone", "[calendar]") {
    using Timed =
        std::tuple<char const*, char const*, char const*, OnRestDay, char const*, char const*>;
    auto const roll = OnRestDay::next_working_day;
    auto const stay = OnRestDay::stay;
    auto const [zone_name, start, length, on_rest_day, day, at] = GENERATE_COPY(
        table<char const*, char const*, char const*, OnRestDay, char const*, char const*>({
            // 23:30 in Shanghai is still the 1st there, and half past three in the afternoon in UTC
            Timed{"Asia/Shanghai",
                  "2025-07-01T15:30:00Z",
                  "3 months",
                  roll,
                  "2025-10-09",
                  "2025-10-09T16:00:00Z"},
            Timed{"Asia/Shanghai",
                  "2025-07-01T16:30:00Z",
                  "1 day",
                  stay,
                  "2025-07-03",
                  "2025-07-03T16:00:00Z"},
            // the night in which summer time begins, and the one in which it ends
            Timed{"Europe/London",
                  "2025-03-29T12:00:00Z",
                  "1 day",
                  stay,
                  "2025-03-30",
                  "2025-03-30T23:00:00Z"},
            Timed{"Europe/London",
                  "2025-10-25T12:00:00Z",
                  "1 day",
                  stay,
                  "2025-10-26",
                  "2025-10-27T00:00:00Z"},
            // hours run on through a change of the clocks
            Timed{"Europe/London",
                  "2025-03-29T12:00:00Z",
                  "24 hours",
                  stay,
                  "2025-03-30",
                  "2025-03-30T12:00:00Z"},
            Timed{"Asia/Shanghai",
                  "2025-09-29T02:00:00Z",
                  "48 hours",
                  stay,
                  "2025-10-01",
                  "2025-10-01T02:00:00Z"},
            Timed{"Asia/Shanghai",
                  "2025-09-29T02:00:00Z",
                  "48 hours",
                  roll,
                  "2025-10-09",
                  "2025-10-09T02:00:00Z"},
            Timed{"Asia/Shanghai",
                  "2025-09-29T02:00:00.250Z",
                  "24 hours",
                  roll,
                  "2025-09-30",
                  "2025-09-30T02:00:00.250Z"},
        }));
    CAPTURE(zone_name, start, length);
    auto const due = due_instant(term(length),
                                 *parse_instant(start),
                                 {.on_rest_day = on_rest_day},
                                 cn(),
                                 *Zone::find(zone_name));
    CHECK(to_text(due.day) == day);
    CHECK(to_text(due.at) == at);
    CHECK_FALSE(due.provisional);
}

TEST_CASE("hours that roll beyond the known years are provisional", "[calendar]") {
    auto const zone = *Zone::find("Asia/Shanghai");
    auto const start = *parse_instant("2026-12-31T02:00:00Z");
    Counting const rolls{.on_rest_day = OnRestDay::next_working_day};
    CHECK(due_instant(term("24 hours"), start, rolls, cn(), zone).provisional);
    CHECK_FALSE(due_instant(term("24 hours"), start, {}, cn(), zone).provisional);
}
