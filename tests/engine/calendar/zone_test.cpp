#include "engine/calendar/zone.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::calendar;

namespace {

std::string wall_text(WallTime wall) {
    // A wall time is written as an instant without its zone's mark.
    auto text = to_text(Instant{wall.time_since_epoch()});
    text.pop_back();
    return text;
}

}  // namespace

TEST_CASE("an instant is read on the office's wall", "[calendar]") {
    using Row = std::tuple<char const*, char const*, char const*>;
    auto const [zone, instant, wall] = GENERATE(table<char const*, char const*, char const*>({
        Row{"Asia/Shanghai", "2026-03-04T02:00:00Z", "2026-03-04T10:00:00"},
        Row{"Asia/Shanghai", "2026-07-01T16:00:00Z", "2026-07-02T00:00:00"},
        Row{"Asia/Shanghai",
            "1988-07-01T00:00:00Z",
            "1988-07-01T09:00:00"},  // summer time, 1986-1991
        Row{"Asia/Shanghai", "2099-12-31T16:00:00Z", "2100-01-01T00:00:00"},
        Row{"Europe/London", "2025-03-30T00:59:59Z", "2025-03-30T00:59:59"},
        Row{"Europe/London", "2025-03-30T01:00:00Z", "2025-03-30T02:00:00"},
        Row{"Europe/London", "2025-10-26T00:59:59Z", "2025-10-26T01:59:59"},
        Row{"Europe/London", "2025-10-26T01:00:00Z", "2025-10-26T01:00:00"},
        Row{"Europe/London", "1970-07-01T12:00:00Z", "1970-07-01T13:00:00"},
        Row{"Europe/London", "1960-07-01T12:00:00Z", "1960-07-01T13:00:00"},  // before the table
        Row{"America/New_York", "2025-03-09T06:59:59Z", "2025-03-09T01:59:59"},
        Row{"America/New_York", "2025-03-09T07:00:00Z", "2025-03-09T03:00:00"},
        Row{"America/New_York", "2025-11-02T05:30:00Z", "2025-11-02T01:30:00"},
        Row{"America/New_York", "2025-11-02T06:30:00Z", "2025-11-02T01:30:00"},
        // beyond the years that the system's zone files spell out
        Row{"Europe/London", "2045-03-26T00:59:59Z", "2045-03-26T00:59:59"},
        Row{"Europe/London", "2045-03-26T01:00:00Z", "2045-03-26T02:00:00"},
        Row{"Europe/London", "2100-07-01T12:00:00Z", "2100-07-01T13:00:00"},
        Row{"America/New_York", "2050-03-13T06:59:59Z", "2050-03-13T01:59:59"},
        Row{"America/New_York", "2050-03-13T07:00:00Z", "2050-03-13T03:00:00"},
        Row{"America/New_York", "2096-11-04T06:00:00Z", "2096-11-04T01:00:00"},
        Row{"Australia/Sydney", "2060-01-15T00:00:00Z", "2060-01-15T11:00:00"},
    }));
    CAPTURE(zone, instant);
    CHECK(wall_text(Zone::find(zone)->to_wall(*parse_instant(instant))) == wall);
}

TEST_CASE(
    "a wall time becomes an instant; a missing hour moves forward, a repeated one is the first",
    "[calendar]") {
    using Row = std::tuple<char const*, char const*, char const*>;
    auto const [zone, wall, instant] = GENERATE(table<char const*, char const*, char const*>({
        Row{"Asia/Shanghai", "2026-03-04T10:00", "2026-03-04T02:00:00Z"},
        Row{"Europe/London", "2025-03-30T00:59:59", "2025-03-30T00:59:59Z"},
        Row{"Europe/London",
            "2025-03-30T01:00",
            "2025-03-30T01:00:00Z"},  // missing: shown as 02:00
        Row{"Europe/London",
            "2025-03-30T01:30",
            "2025-03-30T01:30:00Z"},  // missing: shown as 02:30
        Row{"Europe/London", "2025-03-30T02:00", "2025-03-30T01:00:00Z"},
        Row{"Europe/London", "2025-10-26T01:30", "2025-10-26T00:30:00Z"},  // twice: the first
        Row{"Europe/London", "2025-10-26T02:00", "2025-10-26T02:00:00Z"},
        Row{"America/New_York", "2025-03-09T02:30", "2025-03-09T07:30:00Z"},
        Row{"America/New_York", "2025-11-02T01:30", "2025-11-02T05:30:00Z"},
        Row{"America/New_York", "2025-11-02T02:00", "2025-11-02T07:00:00Z"},
        Row{"America/New_York", "2050-03-13T02:30", "2050-03-13T07:30:00Z"},
    }));
    CAPTURE(zone, wall);
    CHECK(to_text(Zone::find(zone)->to_instant(*parse_wall_time(wall))) == instant);
}

TEST_CASE("the instants of a century come back from the wall, but those of repeated hours",
          "[calendar]") {
    auto const name =
        GENERATE("Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe");
    auto const zone = *Zone::find(name);
    int astray = 0;
    auto const end = *parse_instant("2100-12-31T00:00:00Z");
    for (auto at = *parse_instant("1970-01-01T00:00:00Z"); at < end; at += std::chrono::hours{5}) {
        auto const back = zone.to_instant(zone.to_wall(at));
        bool const repeated = back < at && zone.to_wall(back) == zone.to_wall(at);
        if (back != at && !repeated) ++astray;
    }
    CAPTURE(name);
    CHECK(astray == 0);
}

TEST_CASE("the day is the one on the wall", "[calendar]") {
    auto const shanghai = *Zone::find("Asia/Shanghai");
    CHECK(shanghai.day_of(*parse_instant("2025-07-01T15:59:59.999Z")) == make_day(2025, 7, 1));
    CHECK(shanghai.day_of(*parse_instant("2025-07-01T16:00:00Z")) == make_day(2025, 7, 2));
    CHECK(Zone::find("America/New_York")->day_of(*parse_instant("2025-07-01T03:59:59Z")) ==
          make_day(2025, 6, 30));
    CHECK(shanghai.name() == "Asia/Shanghai");
}

TEST_CASE("a time is read from the wall, or with an offset of its own", "[calendar]") {
    auto const shanghai = *Zone::find("Asia/Shanghai");
    auto const [text, instant] = GENERATE(table<char const*, char const*>({
        {"2026-03-04T10:00", "2026-03-04T02:00:00Z"},
        {"2026-03-04T10:00:05", "2026-03-04T02:00:05Z"},
        {"2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z"},
        {"2026-03-04T10:00:00-05:00", "2026-03-04T15:00:00Z"},
    }));
    CAPTURE(text);
    CHECK(parse_instant(text, shanghai) == duban::parse_instant(instant));
    CHECK_FALSE(parse_instant("2026-03-04", shanghai));
}

TEST_CASE("an instant is told with the offset of its zone", "[calendar]") {
    auto const [zone, text] = GENERATE(table<char const*, char const*>({
        {"Asia/Shanghai", "2026-07-01T20:00:00+08:00"},
        {"America/New_York", "2026-07-01T08:00:00-04:00"},
        {"Asia/Kolkata", "2026-07-01T17:30:00+05:30"},
        {"UTC", "2026-07-01T12:00:00+00:00"},
    }));
    CAPTURE(zone);
    CHECK(to_text(*duban::parse_instant("2026-07-01T12:00:00Z"), *Zone::find(zone)) == text);
}

TEST_CASE("an unknown zone is refused with the nearest name", "[calendar]") {
    using Row = std::tuple<std::string, char const*>;
    auto const [name, says] = GENERATE(table<std::string, char const*>({
        Row{"Asia/Shanghia", "did you mean \"Asia/Shanghai\"?"},
        Row{"asia/shanghai", "did you mean \"Asia/Shanghai\"?"},
        Row{"UTC+8", "IANA name"},
        Row{"../../../etc/passwd", "IANA name"},
        Row{"", "empty or too long"},
        Row{std::string(5000, 'x'), "empty or too long"},
    }));
    CAPTURE(name);
    auto const zone = Zone::find(name);
    REQUIRE_FALSE(zone);
    CHECK_THAT(zone.error().en, Catch::Contains(says));
    CHECK_FALSE(zone.error().zh_cn.empty());
}
