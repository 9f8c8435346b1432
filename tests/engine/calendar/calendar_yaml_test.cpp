// A calendar written as one file says what it said before: its version is the same.
#include "engine/calendar/calendar_yaml.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/calendar/calendar_file.hpp"
#include "engine/calendar/calendar_shelf.hpp"
#include "engine/yaml/yaml_text.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

using std::chrono::days;
using std::chrono::minutes;

Calendar read_back(std::string const& yaml) {
    auto const read = read_calendar(yaml, "flat.yaml");
    if (!read) FAIL(to_text(read.error().front(), Language::en) << yaml);
    return *read;
}

/// Of pieces that trip readers of YAML up.
std::string draw_text() {
    auto const pieces =
        *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("节",
                                                                                    "fair",
                                                                                    " ",
                                                                                    ": ",
                                                                                    " #",
                                                                                    "\"",
                                                                                    "'",
                                                                                    "\\",
                                                                                    "\n",
                                                                                    "\t",
                                                                                    "- ",
                                                                                    ",",
                                                                                    "{",
                                                                                    "]",
                                                                                    "null",
                                                                                    "no",
                                                                                    "~",
                                                                                    "01",
                                                                                    "&a",
                                                                                    "！",
                                                                                    "😀",
                                                                                    "　"));
    std::string text;
    for (auto const& piece : pieces) text += piece;
    return text;
}

Text draw_names() {
    return {.zh_cn = draw_text(), .en = draw_text()};
}

Entry draw_entry(Day day,
                 std::vector<Text> const& holidays,
                 std::vector<std::string> const& papers) {
    Entry entry{.day = day,
                .kind = *rc::gen::element(EntryKind::rest, EntryKind::work, EntryKind::half_day),
                .holiday = *rc::gen::elementOf(holidays),
                .source = *rc::gen::elementOf(papers)};
    if (entry.kind != EntryKind::half_day) return entry;
    auto const opens = minutes{*rc::gen::inRange(0, 12 * 60)};
    auto const closes = minutes{*rc::gen::inRange(12 * 60, 24 * 60)};
    auto const said = *rc::gen::inRange(0, 3);
    // The office opens before and closes after noon.
    if (said != 0) entry.opens = opens;
    if (said != 1) entry.closes = closes;
    return entry;
}

CalendarDefinition draw_definition() {
    CalendarDefinition definition;
    definition.name = *rc::gen::nonEmpty(
        rc::gen::container<std::string>(rc::gen::element('a', 'n', 'o', '7', '-', '_')));
    definition.name.resize(std::min<std::size_t>(definition.name.size(), 64));
    definition.title = draw_names();
    if (*rc::gen::arbitrary<bool>()) definition.laws.start = draw_names();
    if (*rc::gen::arbitrary<bool>()) definition.laws.end_of_day = draw_names();
    definition.rest_weekdays = static_cast<unsigned>(*rc::gen::inRange(0, 127));
    definition.known_from = on("2025-01-01");
    definition.known_to = on("2026-12-31");
    definition.office_hours = {.opens = minutes{*rc::gen::inRange(0, 12 * 60)},
                               .closes = minutes{*rc::gen::inRange(12 * 60, 24 * 60)}};
    std::vector<Text> const holidays{draw_names(), draw_names(), draw_names()};
    std::vector<std::string> const papers{draw_text(), draw_text()};
    auto offsets = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2 * 365));
    std::sort(offsets.begin(), offsets.end());
    offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
    for (auto const offset : offsets) {
        definition.entries.push_back(
            draw_entry(definition.known_from + days{offset}, holidays, papers));
    }
    return definition;
}

}  // namespace

TEST_CASE("a calendar reads back from its own text with the same version", "[calendar][property]") {
    CHECK(rc::check([] {
        Calendar const calendar{draw_definition()};
        auto const yaml = to_yaml(calendar);
        RC_LOG() << yaml;
        auto const read = read_calendar(yaml, "flat.yaml");
        if (!read) RC_LOG() << to_text(read.error().front(), Language::en);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->version() == calendar.version());
        RC_ASSERT(to_yaml(*read) == yaml);
    }));
}

TEST_CASE("every shipped calendar reads back from its own text", "[calendar]") {
    auto const* const name = GENERATE("cn", "uk", "uk-foi");
    auto const path = std::string{"config/calendars/"} + name + ".yaml";
    auto const calendar = read_back(contents(path));
    CHECK(read_back(to_yaml(calendar)).version() == calendar.version());
}

TEST_CASE("a calendar that extends another is written whole", "[calendar]") {
    auto const shelf =
        read_shelf({{.file = "cn.yaml", .text = contents("config/calendars/cn.yaml")},
                    {.file = "district.yaml",
                     .text = "format: 1\n"
                             "calendar: district\n"
                             "title: {zh-CN: 区历, en: District}\n"
                             "extends: cn\n"
                             "known: {from: 2026-01-01, to: 2026-01-31}\n"
                             "holidays: {庙会: {zh-CN: 庙会, en: 'Fair, the town''s'}}\n"
                             "papers:\n"
                             "  - source: 区通知\n"
                             "    days: [{holiday: 庙会, rest: 2026-01-03, half_day: 2026-01-16, "
                             "closes: 12:00}]\n"}});
    REQUIRE(shelf.problems.empty());
    auto const& calendar = shelf.calendars.at("district");
    auto const yaml = to_yaml(calendar);
    CHECK(yaml ==
          "format: 1\n"
          "calendar: district\n"
          "title: {zh-CN: 区历, en: District}\n"
          "rest_weekdays: [Saturday, Sunday]\n"
          "office_hours: {opens: 09:00, closes: 17:30}\n"
          "laws:\n"
          "  start: {zh-CN: 《民法典》第二百零一条, en: Civil Code art. 201}\n"
          "  month_end: {zh-CN: 《民法典》第二百零二条, en: Civil Code art. 202}\n"
          "  rest_day: {zh-CN: 《民法典》第二百零三条, en: Civil Code art. 203}\n"
          "  end_of_day: {zh-CN: 《民法典》第二百零三条, en: Civil Code art. 203}\n"
          "known: {from: 2026-01-01, to: 2026-01-31}\n"
          "\n"
          "holidays:\n"
          "  元旦: {zh-CN: 元旦, en: New Year's Day}\n"
          "  庙会: {zh-CN: 庙会, en: \"Fair, the town's\"}\n"
          "\n"
          "papers:\n"
          "  - source: 国务院办公厅关于2026年部分节假日安排的通知\n"
          "    days:\n"
          "      - {holiday: 元旦, rest: 2026-01-01 to 2026-01-02, work: 2026-01-04}\n"
          "  - source: 区通知\n"
          "    days:\n"
          "      - {holiday: 庙会, rest: 2026-01-03}\n"
          "      - {holiday: 庙会, half_day: 2026-01-16, closes: 12:00}\n");
    CHECK(read_back(yaml).version() == calendar.version());
}

TEST_CASE("what could be read as something else stands in quotes", "[calendar]") {
    auto const [text, written] = GENERATE(table<char const*, char const*>({
        {"春节", "春节"},
        {"New Year's Day", "New Year's Day"},
        {"2 January", "\"2 January\""},
        {"", "\"\""},
        {"No", "\"No\""},
        {"null", "\"null\""},
        {"- a", "\"- a\""},
        {"a: b", "\"a: b\""},
        {"a #b", "\"a #b\""},
        {" a", "\" a\""},
        {"a ", "\"a \""},
        {"a\nb", "\"a\\nb\""},
        {"a\"b\\", "\"a\\\"b\\\\\""},
    }));
    CHECK(yaml::yaml_text(text) == written);
}
