#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban::expression;

TEST_CASE("today is a day and now an instant", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"today", "2026-03-04"},
        {"now", "2026-03-04T02:00:00Z"},
        {"filed_on < today", "true"},
        {"filed_on == date('2026-03-01')", "true"},
        {"today <= date('2026-03-03')", "false"},
        {"date(filed_on) == filed_on", "true"},
        {"filed_at < now", "true"},
        {"now == timestamp('2026-03-04T10:00:00+08:00')", "true"},
        {"now - filed_at > duration('72h')", "true"},
        {"now - filed_at", "262800s"},
        {"today in [date('2026-03-04')]", "true"},
        {"[today, today].all(d, d > filed_on)", "true"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}

TEST_CASE("instants and durations add up inside their ranges", "[expression]") {
    std::string const time_range = "error: range error: timestamp";
    std::string const duration_range = "error: range error: duration";
    auto const [text, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"timestamp('2009-02-13T23:00:00Z') + duration('240s')", "2009-02-13T23:04:00Z"},
        {"duration('120s') + timestamp('2009-02-13T23:01:00Z')", "2009-02-13T23:03:00Z"},
        {"timestamp('2009-02-13T23:10:00Z') - duration('600s')", "2009-02-13T23:00:00Z"},
        {"timestamp('2009-02-13T23:31:00Z') - timestamp('2009-02-13T23:29:00Z')", "120s"},
        {"duration('600s') + duration('50s')", "650s"},
        {"duration('900s') - duration('942s')", "-42s"},
        {"timestamp(1234567890)", "2009-02-13T23:31:30Z"},
        {"timestamp('0000-01-01T00:00:00Z')", time_range},
        {"timestamp('10000-01-01T00:00:00Z')", time_range},
        {"timestamp('0001-01-01T00:00:00Z') + duration('-1s')", time_range},
        {"timestamp('9999-12-31T23:59:59Z') + duration('1s')", time_range},
        {"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", duration_range},
        {"timestamp(253402300799)", "9999-12-31T23:59:59Z"},
        {"timestamp(253402300800)", time_range},
        {"timestamp(9223372036854775807)", time_range},
        {"duration('320000000000s')", duration_range},
        {"duration('-9000000000s') - duration('9000000000s')", duration_range},
        {"duration('99999999999999999999999999h')", duration_range},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("a duration is written with units", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"duration('90s')", "90s"},
        {"duration('-1.5h')", "-5400s"},
        {"duration('2h45m')", "9900s"},
        {"duration('+1m')", "60s"},
        {"duration('250ms')", "0.250s"},
        {"duration('1500us')", "0.001s"},
        {"duration('999999ns')", "0s"},
        {"duration('0')", "0s"},
        {"duration('.5s')", "0.500s"},
        {"duration('1s') < duration('1m') && duration('60s') == duration('1m')", "true"},
        {"duration('')", "bad-time at 1:10"},
        {"duration('5')", "bad-time at 1:10"},
        {"duration('1d')", "bad-time at 1:10"},
        {"duration('--1s')", "bad-time at 1:10"},
        {"duration('.s')", "bad-time at 1:10"},
        {"duration(title)", "error: invalid duration"},
    }));
    CAPTURE(text);
    CHECK(proposal().says(text) == expected);
}
