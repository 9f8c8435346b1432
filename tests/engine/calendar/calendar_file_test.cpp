#include "engine/calendar/calendar_file.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

// Lines 1-12; what a case adds begins on line 13.
constexpr auto head =
    "format: 1\n"
    "calendar: town\n"
    "title: {zh-CN: 镇历, en: Town}\n"
    "rest_weekdays: [Saturday, Sunday]\n"
    "office_hours: {opens: 08:30, closes: 16:00}\n"
    "known: {from: 2025-01-01, to: 2025-12-31}\n"
    "holidays:\n"
    "  元旦: {zh-CN: 元旦, en: New Year}\n"
    "  fair: {zh-CN: 庙会, en: Fair}\n"
    "papers:\n"
    "  - source: 镇通知\n"
    "    days:\n";

std::string places_and_rules(Problems const& problems) {
    std::ostringstream text;
    for (auto const& problem : problems) {
        text << problem.at.line << ':' << problem.at.column << ' ' << problem.rule;
        if (!problem.suggestion.empty()) text << " -> " << problem.suggestion;
        text << '\n';
    }
    return text.str();
}

std::string problems_of(std::string const& text) {
    auto const calendar = read_calendar(text, "town.yaml");
    if (calendar) return "none";
    for (auto const& problem : calendar.error()) {
        CHECK(problem.file == "town.yaml");
        CHECK_FALSE(problem.message.zh_cn.empty());
        CHECK_FALSE(problem.message.en.empty());
    }
    return places_and_rules(calendar.error());
}

std::string with(std::string const& line, std::string const& instead) {
    std::string text = head;
    auto const at = text.find(line);
    REQUIRE(at != std::string::npos);
    return text.replace(at, line.size(), instead) + "      - {holiday: 元旦, rest: 2025-01-01}\n";
}

}  // namespace

TEST_CASE("a calendar is read as an administrator writes it", "[calendar]") {
    auto const calendar = read_calendar(
        std::string{head} +
            "      - {holiday: 元旦, rest: 2025-01-01 to 2025-01-03, work: 2025-01-04}\n"
            "      - holiday: fair\n"
            "        rest: [2025-05-06, 2025-05-08 to 2025-05-09]\n",
        "town.yaml");
    REQUIRE(calendar);
    CHECK(calendar->name() == "town");
    CHECK(calendar->title() == Text{.zh_cn = "镇历", .en = "Town"});
    CHECK(calendar->opens() == std::chrono::minutes{8 * 60 + 30});
    CHECK(calendar->closes() == std::chrono::hours{16});
    CHECK(calendar->known_to() == on("2025-12-31"));
    CHECK(calendar->entries().size() == 7);
    CHECK_FALSE(calendar->is_working(on("2025-01-02")));
    CHECK(calendar->is_working(on("2025-01-04")));
    CHECK(calendar->is_working(on("2025-05-07")));
    CHECK_FALSE(calendar->is_working(on("2025-05-09")));
    CHECK(calendar->why_rest(on("2025-05-09")) == Text{.zh_cn = "庙会", .en = "Fair"});
    CHECK(calendar->entry_on(on("2025-05-06"))->source == "镇通知");
}

TEST_CASE("a half day is worked at hours of its own", "[calendar]") {
    auto const known = read_calendar(
        with("from: 2025-01-01", "from: 2024-01-01") +
            "      - {holiday: 元旦, half_day: 2024-12-31, closes: 12:00}\n"
            "      - {holiday: fair, half_day: [2025-05-05 to 2025-05-06, 2025-05-10], opens: "
            "13:00}\n",
        "town.yaml");
    REQUIRE(known);
    auto const [day, opens, closes] = GENERATE(table<char const*, int, int>({
        {"2024-12-30", 510, 960},
        {"2024-12-31", 510, 720},
        {"2025-01-01", 510, 510},  // a holiday
        {"2025-01-04", 510, 510},  // a Saturday
        {"2025-05-05", 780, 960},
        {"2025-05-10", 780, 960},  // a Saturday that is worked
        {"2300-01-01", 510, 960},  // beyond the range
    }));
    CAPTURE(day);
    auto const hours = known->hours_on(on(day));
    CHECK(hours.opens == std::chrono::minutes{opens});
    CHECK(hours.closes == std::chrono::minutes{closes});
    CHECK(known->is_working(on(day)) == (opens != closes));
}

TEST_CASE("what is wrong with a calendar's days is told with its place", "[calendar]") {
    using Row = std::tuple<char const*, char const*>;
    auto const [line, problems] = GENERATE(table<char const*, char const*>({
        Row{"      - {holiday: 元旦, rest: 2025-09-31}\n", "13:29 not-a-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-02-29}\n", "13:29 not-a-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-1-1}\n", "13:29 not-a-day\n"},
        Row{"      - {holiday: 元旦, rest: 1月1日}\n", "13:29 not-a-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-01 to 2025-01-32}\n", "13:29 not-a-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-03 to 2025-01-01}\n", "13:29 wrong-order\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-01 to 2025-12-31}\n", "13:29 wrong-order\n"},
        Row{"      - {holiday: 元旦, rest: 2026-01-01}\n", "13:29 outside-known\n"},
        Row{"      - {holiday: 元旦, rest: 2024-12-31 to 2025-01-01}\n", "13:29 outside-known\n"},
        Row{"      - {holiday: 元旦, rest: [2025-01-01, 2025-01-01]}\n", "13:42 duplicate-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-01, work: 2025-01-01}\n",
            "13:47 duplicate-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-01}\n      - {holiday: fair, work: "
            "2025-01-01}\n",
            "14:31 duplicate-day\n"},
        Row{"      - {holiday: fiar, rest: 2025-01-01}\n", "13:19 unknown-holiday -> fair\n"},
        Row{"      - {holiday: 元旦}\n", "13:9 missing-key\n"},
        Row{"      - {rest: 2025-01-01}\n", "13:9 missing-key -> holiday\n"},
        Row{"      - {holiday: 元旦, rests: 2025-01-01, work: 2025-01-04}\n",
            "13:23 unknown-key -> rest\n"},
        Row{"      - {holiday: 元旦, rest: {a: b}}\n", "13:29 wrong-kind\n"},
        Row{"      - 2025-01-01\n", "13:9 wrong-kind\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27}\n", "13:33 missing-key -> closes\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27, closes: noon}\n", "13:53 not-a-time\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27, closes: 08:30}\n",
            "13:53 wrong-order\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27, opens: 13:00, closes: 12:00}\n",
            "13:67 wrong-order\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27, opens: 16:00}\n", "13:52 wrong-order\n"},
        Row{"      - {holiday: 元旦, rest: 2025-01-01, closes: 12:00}\n",
            "13:49 without-half-day\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-02-30, closes: 12:00}\n", "13:33 not-a-day\n"},
        Row{"      - {holiday: 元旦, half_day: 2025-01-27, work: 2025-01-27, closes: 12:00}\n",
            "13:33 duplicate-day\n"},
        Row{"      - {holiday: 元旦, rest: 2025-02-30, work: 2025-02-31}\n",
            "13:29 not-a-day\n13:47 not-a-day\n"},
    }));
    CAPTURE(line);
    CHECK(problems_of(head + std::string{line}) == problems);
}

TEST_CASE("what is wrong with a calendar's head is told with its place", "[calendar]") {
    using Row = std::tuple<char const*, char const*, char const*>;
    auto const [line, instead, problems] = GENERATE(table<char const*, char const*, char const*>({
        Row{"format: 1", "format: 2", "1:9 out-of-range\n"},
        Row{"calendar: town", "calendar: Town Hall", "2:11 bad-name\n"},
        Row{"calendar: town",
            "calender: town",
            "1:1 missing-key -> calendar\n2:1 unknown-key -> calendar\n"},
        Row{"[Saturday, Sunday]", "[Saturday, Sonday]", "4:27 unknown-word -> Sunday\n"},
        Row{"[Saturday, Sunday]",
            "[Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday]",
            "4:16 no-working-day\n"},
        Row{"opens: 08:30", "opens: 8:30", "5:23 not-a-time\n"},
        Row{"opens: 08:30", "opens: 24:00", "5:23 not-a-time\n"},
        Row{"opens: 08:30", "opens: 16:00", "5:15 wrong-order\n"},
        Row{"from: 2025-01-01", "from: 2026-01-01", "6:8 wrong-order\n"},
        Row{"from: 2025-01-01", "from: 1800-01-01", "6:15 not-a-day\n"},
    }));
    CAPTURE(instead);
    CHECK(problems_of(with(line, instead)) == problems);
}

TEST_CASE("a file that is no calendar at all is a clear problem", "[calendar]") {
    CHECK(problems_of("") != "none");
    CHECK(problems_of("- a\n- b\n") == "1:1 wrong-kind\n");
    CHECK(problems_of(std::string(2'000'000, 'x')) != "none");
    CHECK(problems_of("calendar: [") != "none");
}

TEST_CASE("the shipped calendar holds the collected schedule, row by row", "[calendar]") {
    std::ifstream file{"../shared/reference/holidays-cn.csv"};
    if (!file) {
        WARN("skipped: the reference holidays-cn.csv is not beside the repository");
        return;
    }
    std::string line;
    std::getline(file, line);
    REQUIRE(line == "date,kind,name");
    std::size_t rows = 0;
    while (std::getline(file, line)) {
        CAPTURE(line);
        auto const* const entry = cn().entry_on(on(line.substr(0, 10)));
        REQUIRE(entry != nullptr);
        auto const kind = entry->kind == EntryKind::rest ? "off" : "work";
        CHECK(line == to_text(entry->day) + "," + kind + "," + entry->holiday.zh_cn);
        CHECK_FALSE(entry->source.empty());
        ++rows;
    }
    CHECK(rows == 405);
    CHECK(cn().entries().size() == rows);
}
