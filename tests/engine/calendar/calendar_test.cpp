#include "engine/calendar/calendar.hpp"

#include <catch2/catch.hpp>

#include "engine/calendar/calendar_file.hpp"
#include "engine/calendar/day_set.hpp"
#include "engine/calendar/office_hours.hpp"
#include "engine/calendar/zone.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

CalendarDefinition small_office() {
    CalendarDefinition definition;
    definition.name = "small";
    definition.title = {.zh_cn = "小日历", .en = "a small calendar"};
    definition.rest_weekdays.set(0).set(6);
    definition.known_from = on("2025-01-01");
    definition.known_to = on("2025-12-31");
    Text const fair{.zh_cn = "庙会", .en = "fair"};
    definition.entries = {
        {.day = on("2025-03-05"), .kind = EntryKind::rest, .holiday = fair, .source = "a notice"},
        {.day = on("2025-03-02"), .kind = EntryKind::work, .holiday = fair, .source = "a notice"},
    };
    return definition;
}

}  // namespace

TEST_CASE("a day is worked by its weekday unless the calendar says otherwise", "[calendar]") {
    using Row = std::tuple<char const*, bool, char const*>;
    auto const [day, works, why] = GENERATE(table<char const*, bool, char const*>({
        Row{"2025-10-09", true, ""},
        Row{"2025-10-04", false, "国庆节、中秋节"},  // a Saturday within the holiday
        Row{"2025-09-28", true, ""},                 // a make-up Sunday
        Row{"2025-09-27", false, "周末"},
        Row{"2020-02-03", true, ""},  // a make-up Monday
        Row{"2018-12-31", false, "元旦"},
        Row{"2015-06-21", false, "周末"},  // the Sunday between two days of a festival
        Row{"2027-01-01", true, ""},       // not known yet: a Friday
        Row{"2027-01-02", false, "周末"},
        Row{"1850-01-05", false, "周末"},  // beyond the range, a Saturday
        Row{"2500-01-01", true, ""},
    }));
    CAPTURE(day);
    CHECK(cn().is_working(on(day)) == works);
    CHECK(cn().why_rest(on(day)).zh_cn == why);
}

TEST_CASE("the n-th working day is counted in both directions", "[calendar]") {
    using Row = std::tuple<char const*, int, char const*>;
    auto const [from, n, day] = GENERATE(table<char const*, int, char const*>({
        Row{"2025-09-30", 0, "2025-09-30"},
        Row{"2025-10-01", 0, "2025-10-01"},  // itself, though a rest day
        Row{"2025-09-30", 1, "2025-10-09"},
        Row{"2025-10-03", 1, "2025-10-09"},
        Row{"2025-10-03", -1, "2025-09-30"},
        Row{"2025-10-09", -1, "2025-09-30"},
        Row{"2025-09-30", -2, "2025-09-28"},
        Row{"2025-01-02", 247, "2025-12-31"},
        Row{"2026-12-31", 60, "2027-03-25"},
        Row{"2200-12-30", 5, "2200-12-31"},  // the end of the range
        Row{"1900-01-03", -9, "1900-01-01"},
        Row{"2300-05-05", 3, "2300-05-05"},
        Row{"1800-05-05", -3, "1800-05-05"},
        Row{"2025-01-01", 2'000'000'000, "2200-12-31"},
        Row{"2025-01-01", -2'000'000'000, "1900-01-01"},
    }));
    CAPTURE(from, n);
    CHECK(to_text(cn().working_day_after(on(from), n)) == day);
}

TEST_CASE("working days between two days leave out the first and hold the last", "[calendar]") {
    using Row = std::tuple<char const*, char const*, int>;
    auto const [a, b, count] = GENERATE(table<char const*, char const*, int>({
        Row{"2025-09-30", "2025-10-09", 1},
        Row{"2025-09-30", "2025-10-08", 0},
        Row{"2025-10-09", "2025-09-30", -1},
        Row{"2025-01-01", "2025-01-01", 0},
        Row{"2024-12-31", "2025-12-31", 248},
    }));
    CAPTURE(a, b);
    CHECK(cn().working_days_between(on(a), on(b)) == count);
}

TEST_CASE("a calendar knows its years and its office hours", "[calendar]") {
    CHECK(cn().knows(on("2015-01-01")));
    CHECK(cn().knows(on("2026-12-31")));
    CHECK_FALSE(cn().knows(on("2014-12-31")));
    CHECK_FALSE(cn().knows(on("2027-01-01")));
    CHECK(cn().opens() == std::chrono::hours{9});
    CHECK(cn().closes() == std::chrono::minutes{17 * 60 + 30});
}

TEST_CASE("an entry tells the paper that ordered it", "[calendar]") {
    auto const* const entry = cn().entry_on(on("2020-02-03"));
    REQUIRE(entry != nullptr);
    CHECK(entry->kind == EntryKind::work);
    CHECK(entry->holiday.en == "Spring Festival");
    CHECK(entry->source == "国务院办公厅关于延长2020年春节假期的通知");
    CHECK(cn().entry_on(on("2020-02-04")) == nullptr);
}

TEST_CASE("the version is that of the content", "[calendar]") {
    auto const version = Calendar{small_office()}.version();
    CHECK(version.size() == 12);

    auto reordered = small_office();
    std::swap(reordered.entries.front(), reordered.entries.back());
    CHECK(Calendar{reordered}.version() == version);

    auto moved = small_office();
    moved.entries.front().day += std::chrono::days{1};
    CHECK(Calendar{moved}.version() != version);
    auto longer = small_office();
    longer.known_to += std::chrono::days{1};
    CHECK(Calendar{longer}.version() != version);
    auto later = small_office();
    later.office_hours.closes += std::chrono::minutes{1};
    CHECK(Calendar{later}.version() != version);
}

TEST_CASE("the version covers the paper of a day, and the hours of a half day", "[calendar]") {
    auto const version = Calendar{small_office()}.version();
    auto other = small_office();
    other.entries.front().source = "another notice";
    CHECK(Calendar{other}.version() != version);

    auto half = small_office();
    half.entries.front().kind = EntryKind::half_day;
    half.entries.front().closes = std::chrono::hours{12};
    auto const half_version = Calendar{half}.version();
    CHECK(half_version != version);
    half.entries.front().closes = std::chrono::hours{13};
    CHECK(Calendar{half}.version() != half_version);
    half.entries.front().closes = std::chrono::hours{12};
    half.entries.front().opens = std::chrono::hours{10};
    CHECK(Calendar{half}.version() != half_version);
}

TEST_CASE("on a half day the office is open at the hours of that day", "[calendar]") {
    auto half = small_office();
    auto const day = half.entries.front().day;
    half.entries.front().kind = EntryKind::half_day;
    half.entries.front().opens = std::chrono::hours{13};
    half.entries.front().closes = std::chrono::hours{15};
    Calendar const calendar{half};
    auto const zone = *Zone::find("Asia/Shanghai");
    auto const next = [&](int hour) {
        auto const at = zone.to_instant(WallTime{day} + std::chrono::hours{hour});
        return zone.to_wall(next_office_instant(calendar, zone, at));
    };
    CHECK(next(9) == WallTime{day} + std::chrono::hours{13});
    CHECK(next(14) == WallTime{day} + std::chrono::hours{14});
    CHECK(next(16) > WallTime{day} + std::chrono::hours{24});
}

TEST_CASE("a set of days counts its members at both ends of the range", "[calendar]") {
    DaySet const ends{{}, {first_day, last_day}, {}};
    CHECK(ends.contains(first_day));
    CHECK(ends.rank(first_day) == 0);
    CHECK(ends.rank(last_day) == 1);
    CHECK(ends.at_rank(0) == first_day);
    CHECK(ends.at_rank(1) == last_day);
    CHECK(ends.at_rank(2) == last_day);
    CHECK(ends.at_rank(-1) == first_day);
    DaySet const none{{}, {}, {}};
    CHECK(none.at_rank(0) == last_day);
    DaySet const all{std::bitset<7>{127}, {}, {}};
    CHECK(all.rank(last_day) == days_in_range - 1);
    CHECK(all.at_rank(days_in_range) == last_day);
}

TEST_CASE("a shipped calendar keeps its version until its content changes", "[calendar]") {
    auto const [name, version] = GENERATE(table<char const*, char const*>({
        {"cn", "fdd59cd25fdc"},
        {"uk", "e8200c284057"},
        {"uk-foi", "43988b5a7034"},
    }));
    auto const path = std::string{"config/calendars/"} + name + ".yaml";
    CHECK(read_calendar(contents(path), path).value().version() == version);
}
