#include "engine/base/instant.hpp"

#include <catch2/catch.hpp>

using namespace duban;

TEST_CASE("a day is read only in the form year-month-day and only if it exists", "[base]") {
    CHECK(parse_day("2024-02-29") == make_day(2024, 2, 29));
    for (auto const* text : {"2025-02-29",
                             "2008-09-31",
                             "2025-13-01",
                             "2025-1-01",
                             "2025-01-011",
                             "",
                             "20250101",
                             "2025/01/01",
                             " 2025-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_day(text));
    }
}

TEST_CASE("an instant keeps its zone's offset and its milliseconds", "[base]") {
    CHECK(to_text(*parse_instant("2026-03-04T10:00:00.250+08:00")) == "2026-03-04T02:00:00.250Z");
    CHECK(to_text(*parse_instant("1969-12-31T23:59:59Z")) == "1969-12-31T23:59:59Z");
    CHECK(parse_instant("2026-03-04T02:00Z") == parse_instant("2026-03-03T21:00:00-05:00"));
    for (auto const* text : {"2026-03-04T02:00",
                             "2026-03-04T25:00:00Z",
                             "2026-03-04T02:00:00.Z",
                             "2026-03-04T02:00:00+8:00",
                             "2026-03-04"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_instant(text));
    }
}

TEST_CASE("a wall time has no zone", "[base]") {
    CHECK(parse_wall_time("2026-03-04T10:00") == parse_wall_time("2026-03-04 10:00:00"));
    CHECK_FALSE(parse_wall_time("2026-03-04T10:00Z"));
    CHECK_FALSE(parse_wall_time("2026-03-04"));
}
