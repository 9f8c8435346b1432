#include "engine/workflow/definition.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/workflow/definition_files.hpp"

using namespace duban;
using namespace duban::workflow;

namespace {

constexpr auto small = R"(format: 1
workflow: small
version: 1
title: {zh-CN: 提案办理, en: A small procedure}
time_zone: Asia/Shanghai
calendar: cn

fields:
  title:     {type: text, required: true, at_most: 80}
  proposers: {type: list of person, at_least: 1}
  host:      {type: unit}
  rating:    {type: choice, of: [satisfied, dissatisfied]}
  round:     {type: whole_number, default: 1}
  contacts:  {type: list of text}
  contact:   {type: text}

roles:
  committee: {group: committee}
  proposer:  {field: proposers}
  host:      {field: host}

start: filed
states:
  filed:
    title: {zh-CN: 待审查, en: Filed}
    owner: committee
    due:
      within: 15 working days
      reminders:
        - {at: 3 working days before, every: 1 working day, until: due, to: [committee, host], message: soon}
    actions:
      accept: {by: committee, need: host, go: handling}
  handling:
    owner: host
    due: {within: 3 months, on_rest_day: next_working_day, if_missed: none, on_due: {do: [{notify: {to: host, message: soon}}]}}
    start: drafting
    states:
      drafting:
        actions:
          contact: {by: host, need: [contact], do: [{append: {contacts: contact}}]}
          submit: {by: host, go: approving}
      approving:
        actions:
          return: {by: host, go: drafting}
    actions:
      reply:
        by: host
        only_if: 'size(contacts) > 0'
        because: {zh-CN: 须先沟通, en: contact the proposer first}
        go: rating
  rating:
    owner: proposer
    due: {within: 15 working days, name: rate, on_due: {go: closed}}
    actions:
      rate:
        by: proposer
        need: [rating]
        choose:
          - {only_if: 'rating == "dissatisfied" && round < 2', do: [{set: {round: round + 1}}], go: handling.drafting}
          - {go: closed}
  closed: {end: true}
)";

constexpr auto zh = R"(format: 1
language: zh-CN
messages:
  soon:
    subject: "{{title}}"
    text: |
      您好：
      {{due_date}}
)";

constexpr auto en = R"(format: 1
language: en
messages:
  soon: {subject: "{{title}}", text: "due {{due_date}}"}
)";

}  // namespace

TEST_CASE("a small definition is read, checked and compiled", "[workflow]") {
    auto const definition =
        read_definition({.workflow = {"workflow.yaml", small},
                         .messages = {{"messages.zh-CN.yaml", zh}, {"messages.en.yaml", en}}});
    REQUIRE(problem_lines(definition.problems).empty());
    auto const& workflow = *definition.workflow;
    CHECK(workflow.name == "small");
    CHECK(workflow.title == Text{.zh_cn = "提案办理", .en = "A small procedure"});
    CHECK(workflow.start == workflow.find_state("filed"));
    CHECK(workflow.roles[workflow.find_role("proposer")].field == workflow.find_field("proposers"));
    CHECK(*workflow.fields[workflow.find_field("round")].default_value.as<std::int64_t>() == 1);
    CHECK(workflow.fields[workflow.find_field("title")].required);

    SECTION("states lie in the order of the file, parents before their children") {
        std::vector<std::string> paths;
        for (auto const& state : workflow.states) paths.push_back(state.path);
        CHECK(paths == std::vector<std::string>{"filed",
                                                "handling",
                                                "handling.drafting",
                                                "handling.approving",
                                                "rating",
                                                "closed"});
        auto const handling = workflow.find_state("handling");
        auto const drafting = workflow.find_state("handling.drafting");
        CHECK(workflow.states[handling].start == drafting);
        CHECK(workflow.states[drafting].parent == handling);
        CHECK(workflow.states[drafting].depth == 1);
        CHECK(workflow.states[workflow.find_state("closed")].end);
    }
    SECTION("a reminder until the due day repeats as often as it may") {
        auto const& due = *workflow.states[workflow.find_state("filed")].due;
        CHECK(due.name == "filed");
        CHECK(due.within == calendar::Term{.unit = calendar::Unit::working_days, .count = 15});
        REQUIRE(due.reminders.size() == 1);
        auto const& reminder = due.reminders.front();
        CHECK(reminder.at ==
              calendar::Offset{.count = 3, .unit = calendar::Unit::working_days, .before = true});
        CHECK(reminder.every->count == 1);
        CHECK(reminder.until_due);
        CHECK(reminder.at_most == Bounds::repeats_max);
        CHECK(reminder.to.size() == 2);
        CHECK(workflow.messages[reminder.message].name == "soon");
    }
    SECTION("actions hold their alternatives in order") {
        auto const& rate = workflow.states[workflow.find_state("rating")].actions.front();
        REQUIRE(rate.alternatives.size() == 2);
        CHECK(rate.alternatives[0].only_if->text() == "rating == \"dissatisfied\" && round < 2");
        CHECK(rate.alternatives[0].go.value().state == workflow.find_state("handling.drafting"));
        CHECK(std::holds_alternative<SetField>(rate.alternatives[0].effects.front()));
        CHECK_FALSE(rate.alternatives[1].only_if);
        auto const& reply = workflow.states[workflow.find_state("handling")].actions.front();
        CHECK(reply.alternatives.front().because.zh_cn == "须先沟通");
    }
}

TEST_CASE("a target is a sibling, a sibling of an ancestor, or a path", "[workflow]") {
    auto const [target, reached] = GENERATE(table<std::string, std::string>({
        {"c", "a.c"},    // a sibling
        {"b", "a.b"},    // itself
        {"a", "a"},      // the ancestor
        {"d", "d"},      // a sibling of the ancestor
        {"d.c", "d.c"},  // a path from the top
        {"a.c", "a.c"},  // a path through its own ancestor
    }));
    CAPTURE(target);
    auto const text =
        "format: 1\nworkflow: t\nversion: 1\ntitle: {zh-CN: 甲, en: A}\ntime_zone: UTC\n"
        "calendar: cn\nroles: {r: {group: g}}\nstart: a\nstates:\n"
        "  a:\n    owner: r\n    due: 1 day\n    start: b\n    states:\n"
        "      b: {actions: {go: {by: r, go: " +
        target +
        "}, next: {by: r, go: c}}}\n"
        "      c: {actions: {next: {by: r, go: d}}}\n"
        "  d:\n    owner: r\n    due: {name: d, within: 1 day}\n    start: c\n    states:\n"
        "      c: {actions: {next: {by: r, go: e}}}\n"
        "  e: {end: true}\n";
    auto const definition = read_alone(text);
    CAPTURE(problem_lines(definition.problems));
    REQUIRE(definition.workflow);
    auto const& workflow = *definition.workflow;
    auto const& actions = workflow.states[workflow.find_state("a.b")].actions;
    CHECK(workflow.states[actions.front().alternatives.front().go.value().state].path == reached);
}

TEST_CASE("the shipped procedure has no problem at all", "[workflow]") {
    auto const definition = read_definition(shipped_text());
    CHECK(problem_lines(definition.problems).empty());
    REQUIRE(definition.workflow);
    for (auto const* path : {"filed",
                             "assigning",
                             "handling.answer.signing",
                             "handling.answer.objected",
                             "handling.answer.drafting",
                             "handling.opinions.asked",
                             "handling.opinions.given",
                             "rating",
                             "rehandling",
                             "supervised",
                             "promised",
                             "closed",
                             "declined",
                             "merged",
                             "converted"}) {
        CHECK(definition.workflow->find_state(path) != none);
    }
}

TEST_CASE("equal texts have one identity, in whatever order the messages are given", "[workflow]") {
    auto const text = shipped_text();
    auto turned = text;
    std::swap(turned.messages[0], turned.messages[1]);
    CHECK(content_of(text) == content_of(turned));
    CHECK(content_of(text) == read_definition(text).workflow->content);
    auto changed = text;
    changed.messages[1].text += "\n";
    CHECK(content_of(changed) != content_of(text));
    auto moved = text;
    moved.workflow.text += moved.messages[0].text;
    moved.messages[0].text.clear();
    CHECK(content_of(moved) != content_of(text));
}
