// Every key of the shipped definition and of the manual's second example, dropped, misspelt, and
// given values of other kinds: reader and schema agree on each. So with those of a definition of
// records and files.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

#include "engine/yaml/reader.hpp"
#include "tests/schema/judge.hpp"
#include "tests/schema/mutation.hpp"

using namespace duban;
using schema::File;
using workflow::DefinitionText;

namespace {

std::string read(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The first block of the kind in the manual behind the words.
std::string block_behind(std::string const& words, std::string const& mark) {
    auto const page = read("docs/language.md");
    auto const fence = "```yaml " + mark + "\n";
    auto const at = page.find(fence, page.find(words)) + fence.size();
    return page.substr(at, page.find("```", at) - at);
}

DefinitionText shipped() {
    std::string const folder = "workflows/cppcc-proposal/";
    return {.workflow = {"workflow", read(folder + "workflow.yaml")},
            .messages = {{"zh-CN", read(folder + "messages.zh-CN.yaml")},
                         {"en", read(folder + "messages.en.yaml")}}};
}

/// A complete example of the manual: the one in the section of that heading.
DefinitionText example(std::string const& section) {
    return {.workflow = {"workflow", block_behind(section, "workflow")},
            .messages = {{"zh-CN", block_behind(section, "messages.zh-CN")},
                         {"en", block_behind(section, "messages.en")}}};
}

/// Deadlines that are extended and stand still, records, a file.
DefinitionText long_answer() {
    return example("### A clock that stands still");
}

/// Clocks in people's hands.
DefinitionText held_answer() {
    return example("### Clocks in people's hands");
}

/// Records in records, files, and effects that write them.
DefinitionText records() {
    return {.workflow = {"workflow", R"(format: 1
workflow: records
version: 1
title: {zh-CN: 记录, en: Records}
time_zone: Asia/Shanghai
calendar: cn
fields:
  means: {type: choice, of: [visit, call]}
  letters: {type: list of file, title: {zh-CN: 来信, en: Letters}, at_most: 5}
  contact:
    type: record
    default: {phone: x, who: {names: [a]}}
    fields:
      phone: {type: text, required: true, at_most: 20, title: {zh-CN: 电话, en: Phone}}
      who: {type: record, fields: {names: {type: list of text, at_least: 1}}}
  contacts:
    type: list of record
    default: [{when: 2026-03-01}]
    fields:
      when: {type: date, required: true}
      means: {type: choice, of: [visit, call]}
      paper: {type: file}
roles:
  office: {group: office}
start: open
states:
  open:
    owner: office
    due: 3 months
    actions:
      log: {by: office, need: [means], do: [{append: {contacts: {when: today, means: means}}}]}
      name: {by: office, do: [{set: {contact: {phone: '"1"', who: {names: '["a"]'}}}}]}
      clear: {by: office, do: [{set: {contacts: []}}]}
      hand_in: {by: office, need: [letters], only_if: 'letters.all(l, l.size > 0)', go: closed}
  closed: {end: true}
)"},
            .messages = {}};
}

}  // namespace

TEST_CASE("a definition written anew is as right as before", "[schema]") {
    auto text = GENERATE_COPY(shipped(), long_answer(), held_answer(), records());
    text.workflow.text = schema::write(yaml::read(text.workflow.text, "workflow").root) + "\n";
    auto const files = schema::read_definition_as("anew", text);
    CHECK(files.front().errors.empty());
    CHECK(schema::disagreements(files) == "");
}

TEST_CASE("reader and schema agree on every slip in the shape of a definition",
          "[schema][property]") {
    auto const [text, spared] = GENERATE(table<DefinitionText, std::vector<schema::Spared>>({
        {shipped(),
         {{"[.]default (list|mapping) ", "what a default may be depends on the type"},
          {"[.]of list ", "a guard compares with a word of the choice"},
          {"[.](set|append)[.]\\w+ nothing ", "null is an expression"},
          {"[.](set|append)[.]\\w+ (list|mapping) ", "what is a record depends on the type"}}},
        {long_answer(),
         {{"[.]append[.]contacts", "what may stand in a record depends on the field"},
          {"[.]fields[.]contacts[.]fields[.]", "an effect or a guard names what is in a record"}}},
        {held_answer(), {}},
        {records(),
         {{"[.]default", "what a default may be depends on the type"},
          {"[.](set|append)[.]", "what may stand in a record depends on the field"}}},
    }));
    std::vector<File> files;
    for (auto const& mutant : schema::mutants_of(text.workflow.text)) {
        auto slipped = text;
        slipped.workflow.text = mutant.text;
        files.push_back(schema::read_definition_as(mutant.name, slipped).front());
    }
    REQUIRE(files.size() > 300);
    CHECK(schema::disagreements(files, spared) == "");
}

TEST_CASE("reader and schema agree on every slip in the shape of a file of messages",
          "[schema][property]") {
    auto const text = shipped();
    std::vector<File> files;
    for (auto const& mutant : schema::mutants_of(text.messages[1].text)) {
        auto slipped = text;
        slipped.messages[1].text = mutant.text;
        files.push_back(schema::read_definition_as(mutant.name, slipped).back());
    }
    REQUIRE(files.size() > 200);
    CHECK(schema::disagreements(files) == "");
}

TEST_CASE("reader and schema agree on every slip in the shape of a calendar",
          "[schema][property]") {
    std::string const tail = R"(
office_hours: {opens: 09:00, closes: 17:00}
laws: {start: {zh-CN: 甲法, en: Act A}}
holidays: {fair: {zh-CN: 庙会, en: Fair}}
papers:
  - source: s
    link: l
    days:
      - {holiday: fair, rest: 2026-03-09, work: [2026-03-14], half_day: 2026-03-13, opens: 10:00, closes: 12:00}
)";
    std::string const title = "format: 1\ncalendar: town\ntitle: {zh-CN: 镇, en: Town}\n";
    auto const text = GENERATE_COPY(
        title + "extends: cn" + tail,
        title + "rest_weekdays: [Sunday]\nknown: {from: 2026-01-01, to: 2026-12-31}" + tail);
    CHECK(schema::read_calendar_as("whole", text).errors.empty());
    std::vector<File> files;
    for (auto const& mutant : schema::mutants_of(text))
        files.push_back(schema::read_calendar_as(mutant.name, mutant.text));
    REQUIRE(files.size() > 150);
    CHECK(schema::disagreements(files) == "");
}
