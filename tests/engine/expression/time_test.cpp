#include <catch2/catch.hpp>

#include "tests/engine/expression/desk.hpp"

using namespace duban;
using namespace duban::expression;

namespace {

/// An office that works every day.
class EveryDay : public WorkingDays {
  public:
    [[nodiscard]] int between(Day from, Day to) const override {
        return static_cast<int>((to - from).count());
    }
};

class Shanghai : public Zones {
  public:
    [[nodiscard]] std::optional<WallTime> to_wall(std::string_view zone,
                                                  Instant instant) const override {
        if (zone != "Asia/Shanghai") return std::nullopt;
        auto const seconds = std::chrono::floor<std::chrono::seconds>(instant);
        return WallTime{seconds.time_since_epoch() + std::chrono::hours{8}};
    }
};

}  // namespace

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

TEST_CASE("a timestamp tells its date and time in UTC or in a zone", "[expression]") {
    Shanghai const shanghai;
    auto desk = proposal();
    desk.with(shanghai);
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"timestamp('2026-12-31T20:30:15.250Z').getFullYear()", "2026"},
        {"timestamp('2026-12-31T20:30:15.250Z').getFullYear('+08:00')", "2027"},
        {"timestamp('2026-12-31T20:30:15.250Z').getFullYear('Asia/Shanghai')", "2027"},
        {"timestamp('2026-12-31T20:30:15.250Z').getMonth()", "11"},
        {"timestamp('2026-12-31T20:30:15.250Z').getDate()", "31"},
        {"timestamp('2026-12-31T20:30:15.250Z').getDate('Asia/Shanghai')", "1"},
        {"timestamp('2026-12-31T20:30:15.250Z').getDayOfMonth()", "30"},
        {"timestamp('2026-12-31T20:30:15.250Z').getDayOfWeek()", "4"},
        {"timestamp('2026-12-31T20:30:15.250Z').getDayOfYear()", "364"},
        {"timestamp('2026-12-31T20:30:15.250Z').getHours('08:00')", "4"},
        {"timestamp('2026-12-31T20:30:15.250Z').getHours('-03:30')", "17"},
        {"timestamp('2026-12-31T20:30:15.250Z').getMinutes('-03:30')", "0"},
        {"timestamp('2026-12-31T20:30:15.250Z').getSeconds('UTC')", "15"},
        {"timestamp('2026-12-31T20:30:15.250Z').getMilliseconds('Asia/Shanghai')", "250"},
        {"timestamp('1969-12-31T23:59:59.999Z').getMilliseconds()", "999"},
        {"timestamp('0001-01-01T00:00:00Z').getFullYear('-23:59')", "0"},
        {"now.getHours('Mars')", "error: unknown time zone: Mars"},
        {"now.getHours('+8:00')", "error: unknown time zone: +8:00"},
        {"now.getHours('+24:00')", "error: unknown time zone: +24:00"},
        {"now.getHours('')", "error: unknown time zone: "},
        {"now.getHours(8)", "wrong-type at 1:5"},
        {"today.getMonth()", "wrong-type at 1:7"},
        {"getMonth(now)", "unknown-function at 1:1"},
    }));
    CAPTURE(text);
    CHECK(desk.says(text) == expected);
    if (text.find("Asia/") != std::string::npos)
        CHECK(proposal().says(text) == "error: no time zones here");
}

TEST_CASE("a duration tells its whole units", "[expression]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"duration('3730.5s').getHours()", "1"},
        {"duration('3730.5s').getMinutes()", "62"},
        {"duration('3730.5s').getSeconds()", "3730"},
        {"duration('3730.5s').getMilliseconds()", "500"},
        {"duration('-90.5s').getMinutes()", "-1"},
        {"duration('-90.5s').getMilliseconds()", "-500"},
        {"duration('1h').getHours('UTC')", "wrong-type at 1:16"},
        {"duration('1h').getDate()", "wrong-type at 1:16"},
        {"string(duration('-1.5s'))", "\"-1.500s\""},
        {"string(timestamp('2026-03-01T09:00:00+08:00'))", "\"2026-03-01T01:00:00Z\""},
    }));
    CAPTURE(text);
    CHECK(Desk{}.says(text) == expected);
}

TEST_CASE("an instant that no calendar reaches has no date", "[expression]") {
    Desk desk;
    desk.with("far", {.kind = Kind::timestamp}, Instant::max());
    CHECK(desk.says("far.getFullYear()") == "error: range error: timestamp");
    CHECK(desk.says("far.getHours('+08:00')") == "error: range error: timestamp");
}

TEST_CASE("working days are counted by the calendar handed in", "[expression]") {
    EveryDay const days;
    auto desk = proposal();
    desk.with(days);
    CHECK(desk.says("workdays_between(filed_on, today)") == "3");
    CHECK(desk.says("workdays_between(today, filed_on) < 0") == "true");
    CHECK(proposal().says("workdays_between(filed_on, today)") == "error: no calendar here");
    CHECK(desk.says("workdays_between(filed_on, now)") == "wrong-type at 1:1");
    CHECK(desk.says("workdays_between(filed_on)") == "wrong-count at 1:1");
    CHECK(desk.says("workdays_between(null, today)") == "wrong-type at 1:1");
}
