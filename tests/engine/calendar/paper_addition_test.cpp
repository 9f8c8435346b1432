// A paper put into a calendar's file: what stood there stays, and what is contradicted is refused.
#include "engine/calendar/paper_addition.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

constexpr auto head =
    "# 镇历 # a comment\n"
    "format: 1\n"
    "calendar: town\n"
    "title: {zh-CN: 镇历, en: Town}\n"
    "rest_weekdays: [Saturday, Sunday]\n"
    "known: {from: 2026-01-01, to: 2026-12-31}  # and no further\n"
    "holidays:\n"
    "  元旦: {zh-CN: 元旦, en: New Year}\n"
    "  fair: {zh-CN: 庙会, en: Fair}\n";

constexpr auto papers =
    "papers:\n"
    "  # the first\n"
    "  - source: 镇通知\n"
    "    days:\n"
    "      - {holiday: 元旦, rest: 2026-01-01}  # a Thursday\n";

AnnouncedDay announced(char const* day, EntryKind kind, std::string const& holiday, int line = 1) {
    return {.day = on(day), .kind = kind, .holiday = holiday, .at = {.line = line, .column = 1}};
}

Announcement next_year() {
    return {.file = "2027.csv",
            .text = "a\nb\nc\nd\n",
            .source = "镇通知：2027",
            .link = "",
            .days = {announced("2026-12-31", EntryKind::rest, "元旦", 1),
                     announced("2027-01-01", EntryKind::rest, "元旦", 2),
                     announced("2027-01-02", EntryKind::work, "New Year", 3),
                     announced("2027-05-06", EntryKind::rest, "庙会", 4)}};
}

constexpr auto paper_of_2027 =
    "  - source: 镇通知：2027\n"
    "    days:\n"
    "      - {holiday: 元旦, rest: 2026-12-31 to 2027-01-01, work: 2027-01-02}\n"
    "      - {holiday: fair, rest: 2027-05-06}\n";

std::string known_to_2027(std::string text) {
    std::string const before = "to: 2026-12-31";
    return text.replace(text.find(before), before.size(), "to: 2027-12-31");
}

Result<Addition, Problems> add_to(std::string const& text, Announcement const& announcement) {
    auto const shelf = read_shelf({{.file = "town.yaml", .text = text}});
    for (auto const& problem : shelf.problems) FAIL(to_text(problem, Language::en));
    return add_paper(shelf.files.front(), announcement);
}

std::string problems_of(Result<Addition, Problems> const& addition) {
    if (addition) return "none";
    std::ostringstream text;
    for (auto const& problem : addition.error()) {
        CHECK_FALSE(problem.message.zh_cn.empty());
        text << problem.file << ':' << problem.at.line << ' ' << problem.rule;
        if (!problem.suggestion.empty()) text << " -> " << problem.suggestion;
        text << '\n';
    }
    return text.str();
}

}  // namespace

TEST_CASE("a paper is put behind the last one, and every comment stays", "[calendar]") {
    auto const [before, after] = GENERATE(table<std::string, std::string>({
        {std::string{head} + papers, std::string{head} + papers + paper_of_2027},
        {std::string{head} + papers + "\n# the end\n",
         std::string{head} + papers + paper_of_2027 + "\n# the end\n"},
        {std::string{head} + papers +
             "\n# of the hours\noffice_hours: {opens: 08:00, closes: 12:00}\n",
         std::string{head} + papers + paper_of_2027 +
             "\n# of the hours\noffice_hours: {opens: 08:00, closes: 12:00}\n"},
        {head, std::string{head} + "\npapers:\n" + paper_of_2027},
        {std::string{papers} + head, std::string{papers} + paper_of_2027 + head},
    }));
    auto const addition = add_to(before, next_year());
    REQUIRE(addition);
    // The comment on top of what follows the papers is that of what follows.
    CHECK(addition->text == known_to_2027(after));
    CHECK(addition->known_to == on("2027-12-31"));
    CHECK(addition->added.size() == 4);
    auto const shelf = read_shelf({{.file = "town.yaml", .text = addition->text}});
    CHECK(shelf.problems.empty());
    CHECK(shelf.calendars.at("town").is_working(on("2027-01-02")));
    CHECK_FALSE(shelf.calendars.at("town").is_working(on("2027-05-06")));
}

TEST_CASE("a file keeps its line ends, its indentation and a missing last line end", "[calendar]") {
    std::string text =
        std::string{head} + "papers:\n- source: s\n  days: [{holiday: fair, rest: 2026-05-06}]";
    auto const addition = add_to(text, next_year());
    REQUIRE(addition);
    CHECK_THAT(addition->text, Catch::Contains("2026-05-06}]\n- source: 镇通知：2027\n  days:\n"));

    std::string windows;
    for (char const c : std::string{head} + papers)
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    auto const ended = add_to(windows, next_year());
    REQUIRE(ended);
    CHECK_THAT(ended->text,
               Catch::Contains("    days:\r\n      - {holiday: 元旦, rest: 2026-12-31 to"));
}

TEST_CASE("days that are said already are not said again", "[calendar]") {
    auto const once = add_to(std::string{head} + papers, next_year());
    REQUIRE(once);
    auto const twice = add_to(once->text, next_year());
    REQUIRE(twice);
    CHECK(twice->said_before == 4);
    CHECK(twice->added.empty());
    CHECK(twice->paper.empty());
    CHECK(twice->text == once->text);
    CHECK_FALSE(twice->known_to);
}

TEST_CASE("a paper that cannot be added is refused with all its reasons", "[calendar]") {
    auto announcement = next_year();
    auto const [days, problems] = GENERATE(table<std::vector<AnnouncedDay>, char const*>({
        {{announced("2026-01-01", EntryKind::work, "元旦", 2)}, "2027.csv:2 said-otherwise\n"},
        {{announced("2026-01-01", EntryKind::rest, "fair", 2)}, "2027.csv:2 said-otherwise\n"},
        {{announced("2026-01-05", EntryKind::rest, "fairs", 3)},
         "2027.csv:3 unknown-holiday -> fair\n"},
        {{announced("2028-01-01", EntryKind::rest, "元旦", 1)}, "2027.csv:1 outside-known\n"},
        {{announced("2025-01-01", EntryKind::rest, "元旦", 1)}, "2027.csv:1 outside-known\n"},
        {{announced("2026-01-01", EntryKind::work, "元旦", 3),
          announced("2026-01-05", EntryKind::rest, "元且", 1)},
         "2027.csv:1 unknown-holiday\n2027.csv:3 said-otherwise\n"},
    }));
    announcement.days = days;
    CHECK(problems_of(add_to(std::string{head} + papers, announcement)) == problems);
}

TEST_CASE("papers in brackets are not added to", "[calendar]") {
    CHECK(
        problems_of(add_to(std::string{head} +
                               "papers: [{source: s, days: [{holiday: fair, rest: 2026-05-06}]}]\n",
                           next_year())) == "town.yaml:10 in-brackets\n");
}

TEST_CASE("a child may say otherwise than its parent, within what that knows", "[calendar]") {
    auto const shelf = read_shelf({{.file = "town.yaml", .text = std::string{head} + papers},
                                   {.file = "street.yaml",
                                    .text = "format: 1\ncalendar: street\n"
                                            "title: {zh-CN: 街历, en: Street}\nextends: town\n"}});
    REQUIRE(shelf.problems.empty());
    auto announcement = next_year();
    announcement.days = {announced("2026-01-01", EntryKind::work, "元旦")};
    auto const addition = add_paper(shelf.files[1], announcement);
    REQUIRE(addition);
    CHECK(addition->added.size() == 1);
    CHECK(problems_of(add_paper(shelf.files[1], next_year())) ==
          "2027.csv:2 outside-known\n2027.csv:3 outside-known\n2027.csv:4 outside-known\n");
}

TEST_CASE("a child does not come to know a year before its parent does", "[calendar]") {
    auto const street = std::string{
        "format: 1\ncalendar: street\ntitle: {zh-CN: 街历, en: Street}\nextends: town\n"
        "known: {from: 2026-01-01, to: 2026-12-31}\n"};
    auto town = std::string{head} + papers;
    auto const read = [&] {
        return read_shelf(
            {{.file = "town.yaml", .text = town}, {.file = "street.yaml", .text = street}});
    };
    CHECK(problems_of(add_paper(read().files[1], next_year())) ==
          "2027.csv:2 outside-known\n2027.csv:3 outside-known\n2027.csv:4 outside-known\n");
    town = known_to_2027(town);
    auto const addition = add_paper(read().files[1], next_year());
    REQUIRE(addition);
    CHECK(addition->known_to == on("2027-12-31"));
}
