// Calendars that extend one another: a district under its nation.
#include "engine/calendar/calendar_shelf.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/calendar/calendar_file.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

constexpr auto nation =
    "format: 1\n"
    "calendar: nation\n"
    "title: {zh-CN: 国历, en: Nation}\n"
    "rest_weekdays: [Saturday, Sunday]\n"
    "office_hours: {opens: 08:30, closes: 17:00}\n"
    "laws:\n"
    "  start: {zh-CN: 甲法, en: Act A}\n"
    "  rest_day: {zh-CN: 乙法, en: Act B}\n"
    "known: {from: 2026-01-01, to: 2026-12-31}\n"
    "holidays:\n"
    "  元旦: {zh-CN: 元旦, en: New Year}\n"
    "papers:\n"
    "  - source: 国通知\n"
    "    days:\n"
    "      - {holiday: 元旦, rest: 2026-01-01 to 2026-01-03, work: 2026-01-04}\n";

// Lines 1-3; what a case adds begins on line 4.
constexpr auto district =
    "format: 1\n"
    "calendar: district\n"
    "title: {zh-CN: 区历, en: District}\n";

/// A calendar of the name that extends another one, and nothing else.
CalendarText extending(std::string const& name, std::string const& parent) {
    return {.file = name + ".yaml",
            .text = "format: 1\ncalendar: " + name +
                    "\ntitle: {zh-CN: 历, en: Calendar}\nextends: " + parent + "\n"};
}

Shelf with_district(std::string const& says) {
    return read_shelf({{.file = "district.yaml", .text = district + says},
                       {.file = "nation.yaml", .text = nation}});
}

Calendar district_that(std::string const& says) {
    auto const shelf = with_district("extends: nation\n" + says);
    for (auto const& problem : shelf.problems) FAIL(to_text(problem, Language::en));
    return shelf.calendars.at("district");
}

std::string places_and_rules(Problems const& problems) {
    std::ostringstream text;
    for (auto const& problem : problems) {
        CHECK_FALSE(problem.message.zh_cn.empty());
        text << problem.file << ':' << problem.at.line << ':' << problem.at.column << ' '
             << problem.rule;
        if (!problem.suggestion.empty()) text << " -> " << problem.suggestion;
        text << '\n';
    }
    return text.str();
}

constexpr auto fair =
    "holidays:\n"
    "  庙会: {zh-CN: 庙会, en: Fair}\n"
    "papers:\n"
    "  - source: 区通知\n"
    "    days:\n";

}  // namespace

TEST_CASE("a calendar that says nothing is its parent under another name", "[calendar]") {
    auto const calendar = district_that("");
    CHECK(calendar.name() == "district");
    CHECK(calendar.title().en == "District");
    CHECK(calendar.opens() == std::chrono::minutes{8 * 60 + 30});
    CHECK(calendar.laws().start.en == "Act A");
    CHECK(calendar.known_to() == on("2026-12-31"));
    CHECK(calendar.entries().size() == 4);
    CHECK_FALSE(calendar.is_working(on("2026-01-02")));
    CHECK(calendar.is_working(on("2026-01-04")));
    CHECK_FALSE(calendar.is_working(on("2026-01-10")));
    CHECK(calendar.entry_on(on("2026-01-02"))->source == "国通知");
}

TEST_CASE("what a calendar says itself comes before its parent", "[calendar]") {
    auto const calendar = district_that(
        "rest_weekdays: [Sunday]\n"
        "office_hours: {opens: 10:00, closes: 16:00}\n"
        "laws: {start: {zh-CN: 丙规, en: Rule C}}\n"
        "known: {from: 2026-01-02, to: 2026-06-30}\n");
    CHECK(calendar.is_working(on("2026-01-10")));  // a Saturday
    CHECK(calendar.opens() == std::chrono::hours{10});
    CHECK(calendar.laws().start.en == "Rule C");
    CHECK(calendar.laws().rest_day.en == "Act B");
    CHECK(calendar.known_to() == on("2026-06-30"));
    CHECK(calendar.entry_on(on("2026-01-01")) == nullptr);  // not known here
    CHECK(calendar.entry_on(on("2026-01-02")) != nullptr);
}

TEST_CASE("a district rests where the nation works, and works where it rests", "[calendar]") {
    auto const calendar =
        district_that(std::string{fair} +
                      "      - {holiday: 庙会, rest: [2026-01-04, 2026-03-09], work: 2026-01-02}\n"
                      "      - {holiday: 元旦, work: 2026-01-10}\n");
    using Row = std::tuple<char const*, bool, char const*>;
    auto const [day, works, source] = GENERATE(table<char const*, bool, char const*>({
        Row{"2026-01-01", false, "国通知"},
        Row{"2026-01-02", true, "区通知"},
        Row{"2026-01-03", false, "国通知"},
        Row{"2026-01-04", false, "区通知"},
        Row{"2026-01-10", true, "区通知"},
        Row{"2026-03-09", false, "区通知"},
    }));
    CAPTURE(day);
    CHECK(calendar.is_working(on(day)) == works);
    REQUIRE(calendar.entry_on(on(day)) != nullptr);
    CHECK(calendar.entry_on(on(day))->source == source);
}

TEST_CASE("a name that is given anew is that of the calendar's own days alone", "[calendar]") {
    auto const calendar = district_that(
        "holidays: {元旦: {zh-CN: 阳历年, en: First Day}}\n"
        "papers: [{source: 区通知, days: [{holiday: 元旦, rest: 2026-01-05}]}]\n");
    CHECK(calendar.why_rest(on("2026-01-05")).en == "First Day");
    CHECK(calendar.why_rest(on("2026-01-01")).en == "New Year");
}

TEST_CASE("four calendars may stand in a row, in any order of files", "[calendar]") {
    std::vector<CalendarText> texts{extending("county", "city"),
                                    extending("province", "nation"),
                                    {.file = "nation.yaml", .text = nation},
                                    extending("city", "province")};
    std::sort(
        texts.begin(), texts.end(), [](auto const& a, auto const& b) { return a.file < b.file; });
    do {
        auto const shelf = read_shelf(texts);
        CHECK(places_and_rules(shelf.problems).empty());
        REQUIRE(shelf.calendars.size() == 4);
        CHECK_FALSE(shelf.calendars.at("county").is_working(on("2026-01-01")));
    } while (std::next_permutation(
        texts.begin(), texts.end(), [](auto const& a, auto const& b) { return a.file < b.file; }));
}

TEST_CASE("what cannot be extended is told with its place", "[calendar]") {
    auto const [texts, problems] = GENERATE(table<std::vector<CalendarText>, char const*>({
        {{extending("a", "natoin"), {.file = "n.yaml", .text = nation}},
         "a.yaml:4:10 unknown-calendar -> nation\n"},
        {{extending("a", "elsewhere")}, "a.yaml:4:10 unknown-calendar\n"},
        {{extending("a", "a")}, "a.yaml:4:10 extends-itself\n"},
        {{extending("a", "b"), extending("b", "a")},
         "a.yaml:4:10 extends-itself\nb.yaml:4:10 extends-itself\n"},
        {{extending("a", "b"), extending("b", "b")},
         "a.yaml:4:10 broken-parent\nb.yaml:4:10 extends-itself\n"},
        {{extending("e", "d"),
          extending("d", "c"),
          extending("c", "b"),
          extending("b", "nation"),
          {.file = "n.yaml", .text = nation}},
         "e.yaml:4:10 too-deep\n"},
        {{extending("a", "b"), extending("b", "elsewhere")},
         "a.yaml:4:10 broken-parent\nb.yaml:4:10 unknown-calendar\n"},
        {{extending("a", "nation"),
          {.file = "n.yaml", .text = nation},
          {.file = "o.yaml", .text = nation}},
         "o.yaml:2:11 duplicate-calendar\n"},
        {{extending("a", "nation"), {.file = "n.yaml", .text = std::string{nation} + "odd: 1\n"}},
         "a.yaml:4:10 broken-parent\nn.yaml:16:1 unknown-key\n"},
        {{extending("a", "[nation]"), {.file = "n.yaml", .text = nation}},
         "a.yaml:4:10 wrong-kind\n"},
    }));
    CHECK(places_and_rules(read_shelf(texts).problems) == problems);
}

TEST_CASE("a calendar is held to what it takes over", "[calendar]") {
    auto const [says, problems] = GENERATE(table<char const*, char const*>({
        {"rest_weekdays: [Sunday]\n", "district.yaml:1:1 missing-key -> known\n"},
        {"known: {from: 2026-01-01, to: 2026-12-31}\n",
         "district.yaml:1:1 missing-key -> rest_weekdays\n"},
        {"extends: nation\npapers: [{source: s, days: [{holiday: 元旦, rest: 2027-01-01}]}]\n",
         "district.yaml:5:49 outside-known\n"},
        {"extends: nation\npapers: [{source: s, days: [{holiday: 元且, rest: 2026-01-05}]}]\n",
         "district.yaml:5:39 unknown-holiday\n"},
        {"extends: nation\nknown: {from: 2026-02-01, to: 2026-12-31}\n", ""},
        {"extends: nation\nknown: {from: 2026-01-01, to: 2027-12-31}\n",
         "district.yaml:5:8 known-beyond-parent\n"},
        {"extends: nation\nknown: {from: 2025-01-01, to: 2026-12-31}\n",
         "district.yaml:5:8 known-beyond-parent\n"},
        // Perhaps the parent would know it.
        {"extends: natoin\npapers: [{source: s, days: [{holiday: 元且, rest: 2027-01-05}]}]\n",
         "district.yaml:4:10 unknown-calendar -> nation\n"},
    }));
    CAPTURE(says);
    CHECK(places_and_rules(with_district(says).problems) == problems);
}

TEST_CASE("a half day of the parent keeps to the hours of the child", "[calendar]") {
    auto const half =
        std::string{nation} + "      - {holiday: 元旦, half_day: 2026-02-16, closes: 12:00}\n";
    auto const read = [&](std::string const& says) {
        return read_shelf({{.file = "nation.yaml", .text = half},
                           {.file = "district.yaml",
                            .text = district + std::string{"extends: nation\n"} + says}});
    };
    auto const later = read("office_hours: {opens: 10:00, closes: 18:00}\n");
    CHECK(places_and_rules(later.problems).empty());
    CHECK(later.calendars.at("district").hours_on(on("2026-02-16")) ==
          OfficeHours{.opens = std::chrono::hours{10}, .closes = std::chrono::hours{12}});
    CHECK(later.calendars.at("district").hours_on(on("2026-02-17")).closes ==
          std::chrono::hours{18});
    CHECK(places_and_rules(read("office_hours: {opens: 13:00, closes: 18:00}\n").problems) ==
          "district.yaml:5:15 wrong-order\n");
}

TEST_CASE("a single file cannot extend another", "[calendar]") {
    auto const read = read_calendar(extending("a", "nation").text, "a.yaml");
    REQUIRE_FALSE(read);
    CHECK(places_and_rules(read.error()) == "a.yaml:4:10 unknown-calendar\n");
}
