// Records and files from one version to another: what is told of them, and what becomes of values.
#include <catch2/catch.hpp>

#include "engine/revision/difference.hpp"
#include "engine/revision/upgrade.hpp"
#include "engine/workflow/handed_file.hpp"
#include "tests/engine/revision/office_procedure.hpp"

using namespace duban;
using namespace duban::revision;
using namespace duban::revision_test;
using expression::List;
using expression::Map;
using expression::Value;

namespace {

/// The procedure with a list of records, whose fields are given.
Edits contacts_with(std::string const& fields) {
    return {
        {"fields:\n", "fields:\n  contacts: {type: list of record, fields: {" + fields + "}}\n"}};
}

constexpr auto before = "when: {type: date}, means: {type: choice, of: [visit, call]}";

Value contact(Map::value_type const& part) {
    return Value{Map{part}};
}

}  // namespace

TEST_CASE("what changed within a record is told of the field inside it", "[revision][record]") {
    auto const from = office_procedure(contacts_with(before));
    auto const to = office_procedure(contacts_with(
        "when: {type: date, required: true}, means: {type: choice, of: [visit, call, letter]}, "
        "paper: {type: file}"));
    std::vector<std::string> told;
    for (auto const& each : compare(from->workflow, to->workflow))
        told.push_back(each.name + " " + each.aspect + " " + each.before + " -> " + each.after);
    CHECK(told == std::vector<std::string>{"contacts.when required  -> true",
                                           "contacts.means of  -> letter",
                                           "contacts.paper   -> file"});
}

TEST_CASE("no value becomes a file, and a file stays as it was taken", "[revision][record]") {
    struct Row {
        std::string before;
        std::string after;
        Value value;
        bool fits;
    };

    std::string const named = "type: record, fields: {name: {type: text}, text: {type: text}}";
    Value const with_text{Map{{Value{"name"}, Value{"a.pdf"}}, {Value{"text"}, Value{"x"}}}};
    auto const of_former_rules = workflow::to_value({.name = "a:b.pdf",
                                                     .media_type = "application/pdf",
                                                     .size = 20 * 1024 * 1024,
                                                     .sha256 = sha256("x")});
    auto const row = GENERATE_COPY(values<Row>({
        {named, "type: file", with_text, false},
        {"type: record, fields: {inner: {" + named + "}}",
         "type: record, fields: {inner: {type: file}}",
         Value{Map{{Value{"inner"}, with_text}}},
         false},
        {"type: file", "type: file", of_former_rules, true},
    }));
    CAPTURE(row.before, row.after);
    auto const with_paper = [](std::string const& type) {
        return office_procedure(Edits{{"fields:\n", "fields:\n  paper: {" + type + "}\n"}});
    };
    auto const from = with_paper(row.before);
    auto const to = with_paper(row.after);
    auto const handled = handled_case(*from);
    auto held = handled.state();
    held.fields[from->workflow.find_field("paper")] = row.value;
    auto const moved = upgrade(held, *from, *to, {}, handled.now());
    REQUIRE(moved.has_value() == row.fits);
    if (row.fits) {
        CHECK(moved->after.fields[to->workflow.find_field("paper")] == row.value);
    } else {
        CHECK(moved.error().front().rule == "value-unfit");
    }
}

TEST_CASE("a case takes its records along where the new ones can hold them", "[revision][record]") {
    auto const [fields, obstacle] = GENERATE(table<std::string, std::string>({
        {before, ""},
        {"when: {type: date}, means: {type: choice, of: [visit, call]}, note: {type: text}", ""},
        {"means: {type: choice, of: [visit, letter, call]}", ""},
        {"when: {type: date}, means: {type: choice, of: [letter]}", "value-unfit"},
        {"when: {type: date}", "value-unfit"},
        {"when: {type: date, required: true}, means: {type: choice, of: [visit, call]}",
         "value-unfit"},
    }));
    CAPTURE(fields);
    auto const from = office_procedure(contacts_with(before));
    auto const to = office_procedure(contacts_with(fields));
    auto const handled = handled_case(*from);
    auto held = handled.state();
    Value const contacts{List{contact({Value{"means"}, Value{"call"}})}};
    held.fields[from->workflow.find_field("contacts")] = contacts;
    auto const moved = upgrade(held, *from, *to, {}, handled.now());
    if (obstacle.empty()) {
        REQUIRE(moved);
        CHECK(moved->after.fields[to->workflow.find_field("contacts")] == contacts);
    } else {
        REQUIRE_FALSE(moved);
        CHECK(moved.error().front().rule == obstacle);
    }
}
