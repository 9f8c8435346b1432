#include "engine/calendar/term.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::calendar;

TEST_CASE("a term is read, written back, and told to people", "[calendar]") {
    using Row = std::tuple<char const*, Unit, int, char const*, char const*>;
    auto const [text, unit, count, canonical, told] =
        GENERATE(table<char const*, Unit, int, char const*, char const*>({
            Row{"3 months", Unit::months, 3, "3 months", "3个月"},
            Row{"1 month", Unit::months, 1, "1 month", "1个月"},
            Row{"1 months", Unit::months, 1, "1 month", "1个月"},
            Row{"120 months", Unit::months, 120, "120 months", "120个月"},
            Row{"30 days", Unit::days, 30, "30 days", "30日"},
            Row{"the given date", Unit::days, 0, "the given date", "所定日期"},
            Row{"007 days", Unit::days, 7, "7 days", "7日"},
            Row{"3660 days", Unit::days, 3660, "3660 days", "3660日"},
            Row{"15 working days", Unit::working_days, 15, "15 working days", "15个工作日"},
            Row{"  1  working  day ", Unit::working_days, 1, "1 working day", "1个工作日"},
            Row{"2600 working days", Unit::working_days, 2600, "2600 working days", "2600个工作日"},
            Row{"48 hours", Unit::hours, 48, "48 hours", "48小时"},
            Row{"2 weeks", Unit::weeks, 2, "2 weeks", "2周"},
            Row{"520 weeks", Unit::weeks, 520, "520 weeks", "520周"},
            Row{"16 working hours", Unit::working_hours, 16, "16 working hours", "16个工作小时"},
            Row{"1 working hour", Unit::working_hours, 1, "1 working hour", "1个工作小时"},
            Row{"87600 hours", Unit::hours, 87600, "87600 hours", "87600小时"},
        }));
    CAPTURE(text);
    auto const term = parse_term(text);
    REQUIRE(term);
    CHECK(term->unit == unit);
    CHECK(term->count == count);
    CHECK(to_text(*term) == canonical);
    CHECK(describe(*term).zh_cn == told);
    CHECK(describe(*term).en == canonical);
    CHECK(parse_term(canonical) == *term);
}

TEST_CASE("a fixed date is a term", "[calendar]") {
    using std::chrono::month_day;
    auto const term = parse_term("30 June");
    REQUIRE(term);
    CHECK(term->unit == Unit::fixed_date);
    CHECK(term->date == std::chrono::June / 30);
    CHECK(to_text(*term) == "30 June");
    CHECK(describe(*term) == Text{.zh_cn = "6月30日", .en = "30 June"});
    CHECK(parse_term("1 January")->date == std::chrono::January / 1);
    CHECK(parse_term("31 December")->date == std::chrono::December / 31);
    CHECK(parse_term("28 February")->date == std::chrono::February / 28);
}

TEST_CASE("a term may end with a period, in another year, or with the later of two", "[calendar]") {
    using Row = std::tuple<char const*, Unit, char const*, char const*>;
    auto const [text,
                unit,
                canonical,
                told] = GENERATE(table<char const*, Unit, char const*, char const*>({
        Row{"30  June  next year", Unit::fixed_date, "30 June next year", "次年6月30日"},
        Row{"last day of Q2", Unit::last_day_of, "last day of Q2", "第二季度最后一日"},
        Row{"last working day of  Q4",
            Unit::last_working_day_of,
            "last working day of Q4",
            "第四季度最后一个工作日"},
        Row{"last working day of June",
            Unit::last_working_day_of,
            "last working day of June",
            "6月最后一个工作日"},
        Row{"last day of the month", Unit::last_day_of, "last day of the month", "当月最后一日"},
        Row{"last day of the quarter",
            Unit::last_day_of,
            "last day of the quarter",
            "当季最后一日"},
        Row{"last working day of the year",
            Unit::last_working_day_of,
            "last working day of the year",
            "当年最后一个工作日"},
        Row{"20 working days or 30 June, whichever is later",
            Unit::later_of,
            "20 working days or 30 June, whichever is later",
            "20个工作日或6月30日，以较晚者为准"},
        Row{" 3 months or last working day of Q4,  whichever is earlier ",
            Unit::earlier_of,
            "3 months or last working day of Q4, whichever is earlier",
            "3个月或第四季度最后一个工作日，以较早者为准"},
    }));
    CAPTURE(text);
    auto const term = parse_term(text);
    REQUIRE(term);
    CHECK(term->unit == unit);
    CHECK(to_text(*term) == canonical);
    CHECK(describe(*term).zh_cn == told);
    CHECK(describe(*term).en == canonical);
    CHECK(parse_term(canonical) == *term);
}

TEST_CASE("what is not a term is refused with what to write instead", "[calendar]") {
    using Row = std::tuple<char const*, char const*>;
    auto const [text, says] = GENERATE(table<char const*, char const*>({
        Row{"3 mounths", "did you mean \"3 months\"?"},
        Row{"1 mouth", "did you mean \"1 month\"?"},
        Row{"15 workingdays", "did you mean \"15 working days\"?"},
        Row{"15 workdays", "did you mean \"15 working days\"?"},
        Row{"3 Months", "did you mean \"3 months\"?"},
        Row{"3months", "did you mean \"3 months\"?"},
        Row{"30 Jun", "did you mean \"30 June\"?"},
        Row{"June 30", "did you mean \"30 June\"?"},
        Row{"521 weeks", "at most 520 weeks"},
        Row{"20801 working hours", "at most 20800 working hours"},
        Row{"3 weks", "did you mean \"3 weeks\"?"},
        Row{"8 workinghours", "did you mean \"8 working hours\"?"},
        Row{"3 fortnights",
            "the units are months, weeks, days, working days, hours and working hours"},
        Row{"30 June next years", "no unit \"June next years\""},
        Row{"3 months next year", "write a number and a unit"},
        Row{"29 February next year", "must exist each year"},
        Row{"last day of Q5", "did you mean \"last day of Q"},
        Row{"last working day of Juni", "did you mean \"last working day of June\"?"},
        Row{"last working day of the century", "write Q1 to Q4, a month such as June"},
        Row{"last day", "write a number and a unit"},
        Row{"20 working days or 30 June", "whichever is later"},
        Row{"20 working days, whichever is later", "write two terms like"},
        Row{"20 working days or 48 hours, whichever is later", "each in months, weeks"},
        Row{"8 working hours or 30 June, whichever is earlier", "each in months, weeks"},
        Row{"20 working days or 30 Jun, whichever is later", "did you mean \"30 June\"?"},
        Row{"1 day or 2 days or 3 days, whichever is later", "no unit"},
        Row{"两周", "did you mean \"2 weeks\"?"},
        Row{"8个工作小时", "did you mean \"8 working hours\"?"},
        Row{"1 year", "did you mean \"12 months\"?"},
        Row{"99 years", "did you mean \"120 months\"?"},
        Row{"3 decades", "the units are months"},
        Row{"1.5 months", "whole and at least 1"},
        Row{"1,000 days", "whole and at least 1"},
        Row{"0 days", "whole and at least 1"},
        Row{"-1 day", "whole and at least 1"},
        Row{"+3 months", "whole and at least 1"},
        Row{"121 months", "at most 120 months"},
        Row{"3661 days", "at most 3660 days"},
        Row{"2601 working days", "at most 2600 working days"},
        Row{"87601 hours", "at most 87600 hours"},
        Row{"99999999999999999999 days", "at most 3660 days"},
        Row{"29 February", "must exist each year"},
        Row{"31 June", "must exist each year"},
        Row{"0 June", "must exist each year"},
        Row{"4294967326 June", "must exist each year"},
        Row{"", "write a number and a unit"},
        Row{"   ", "write a number and a unit"},
        Row{"3", "write a number and a unit"},
        Row{"months", "write a number and a unit"},
        Row{"three months", "write a number and a unit"},
        Row{"3个月", "did you mean \"3 months\"?"},
        Row{"３个月", "did you mean \"3 months\"?"},
        Row{"三个月", "did you mean \"3 months\"?"},
        Row{"3 个月", "did you mean \"3 months\"?"},
        Row{"1个月", "did you mean \"1 month\"?"},
        Row{"十五个工作日", "did you mean \"15 working days\"?"},
        Row{"25工作日", "did you mean \"25 working days\"?"},
        Row{"二十五日", "did you mean \"25 days\"?"},
        Row{"十天", "did you mean \"10 days\"?"},
        Row{"48小时", "did you mean \"48 hours\"?"},
        Row{"３ months", "did you mean \"3 months\"?"},
        Row{"6月30日", "did you mean \"30 June\"?"},
        Row{"十二月三十一日", "did you mean \"31 December\"?"},
        Row{"13月1日", "write a number and a unit"},
        Row{"三个月内", "write a number and a unit"},
        Row{"121个月", "write a number and a unit"},
        Row{"个月", "write a number and a unit"},
        Row{"months 3", "write a number and a unit"},
        Row{"3 months\n", "unprintable"},
        Row{"3\tmonths", "unprintable"},
        Row{"3 \xff", "unprintable"},
        Row{"3 months and a very long explanation of why it should be three of them, which nobody "
            "will read, however long it is",
            "too long"},
    }));
    CAPTURE(text);
    auto const term = parse_term(text);
    REQUIRE_FALSE(term);
    CHECK_THAT(term.error().en, Catch::Contains(says));
    CHECK_FALSE(term.error().zh_cn.empty());
}
