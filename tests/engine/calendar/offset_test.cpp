#include "engine/calendar/offset.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

TEST_CASE("a reminder stands before, on or after the due day", "[calendar]") {
    using Row = std::tuple<char const*, char const*, char const*>;
    auto const [text, due, day] = GENERATE(table<char const*, char const*, char const*>({
        Row{"due", "2025-10-09", "2025-10-09"},
        Row{"0 days before", "2025-10-09", "2025-10-09"},
        Row{"0 working days after", "2025-10-01", "2025-10-01"},
        Row{"3 working days before", "2025-10-09", "2025-09-28"},
        Row{"1 working day before", "2025-10-05", "2025-09-30"},
        Row{"1 working day after", "2025-10-01", "2025-10-09"},
        Row{"10 working days after", "2025-10-09", "2025-10-22"},
        Row{"30 days before", "2025-10-09", "2025-09-09"},
        Row{"10 days after", "2025-10-09", "2025-10-19"},
        Row{"1 month before", "2025-03-31", "2025-02-28"},
        Row{"1 month after", "2024-01-31", "2024-02-29"},
        Row{"2 hours before", "2025-10-09", "2025-10-09"},
        Row{"24 hours before", "2025-10-09", "2025-10-09"},
        Row{"25 hours before", "2025-10-09", "2025-10-08"},
        Row{"1 hour after", "2025-10-09", "2025-10-10"},
        Row{"24 hours after", "2025-10-09", "2025-10-11"},
    }));
    CAPTURE(text, due);
    auto const offset = parse_offset(text);
    REQUIRE(offset);
    CHECK(to_text(day_at(*offset, on(due), cn())) == day);
}

TEST_CASE("an offset is written back in one form, and told to people", "[calendar]") {
    using Row = std::tuple<char const*, char const*, char const*, char const*>;
    auto const [text, canonical, zh_cn, en] =
        GENERATE(table<char const*, char const*, char const*, char const*>({
            Row{"3 working days before",
                "3 working days before",
                "到期前3个工作日",
                "3 working days before it is due"},
            Row{"1 days after", "1 day after", "逾期1日", "1 day after it was due"},
            Row{"0 days before", "due", "到期日", "on the day it is due"},
            Row{"due", "due", "到期日", "on the day it is due"},
        }));
    CAPTURE(text);
    auto const offset = parse_offset(text);
    REQUIRE(offset);
    CHECK(to_text(*offset) == canonical);
    CHECK(describe(*offset) == Text{.zh_cn = zh_cn, .en = en});
}

TEST_CASE("what does not say when is refused", "[calendar]") {
    using Row = std::tuple<char const*, char const*>;
    auto const [text, says] = GENERATE(table<char const*, char const*>({
        Row{"", "does not say when"},
        Row{"before", "does not say when"},
        Row{" before", "write a number and a unit"},
        Row{"3 days", "does not say when"},
        Row{"the given date before", "does not say when"},
        Row{"3 working days befor", "does not say when"},
        Row{"before 3 days", "does not say when"},
        Row{"last day of Q4 before", "a fixed date is neither before nor after"},
        Row{"3 mounths before", "did you mean \"3 months\"?"},
        Row{"0 fortnights before", "the units are"},
        Row{"0 June before", "a fixed date is neither before nor after"},
        Row{"30 June before", "a fixed date is neither before nor after"},
        Row{"-3 days before", "whole and at least 1"},
        Row{"121 months before", "at most 120 months"},
    }));
    CAPTURE(text);
    auto const offset = parse_offset(text);
    REQUIRE_FALSE(offset);
    CHECK_THAT(offset.error().en, Catch::Contains(says));
    CHECK_FALSE(offset.error().zh_cn.empty());
}

TEST_CASE("a reminder goes out when the office opens; hours run from the deadline's end",
          "[calendar]") {
    auto const zone = *Zone::find("Asia/Shanghai");
    auto const due = due_instant(term("3 months"),
                                 *parse_instant("2025-07-01T02:00:00Z"),
                                 {.on_rest_day = OnRestDay::next_working_day},
                                 cn(),
                                 zone);
    auto const at = [&](char const* text) {
        return to_text(instant_at(*parse_offset(text), due, cn(), zone));
    };
    CHECK(at("3 working days before") == "2025-09-28T01:00:00Z");
    CHECK(at("due") == "2025-10-09T01:00:00Z");
    CHECK(at("1 day after") == "2025-10-10T01:00:00Z");
    CHECK(at("8 hours before") == "2025-10-09T08:00:00Z");
    CHECK(at("8 hours after") == "2025-10-10T00:00:00Z");
}
