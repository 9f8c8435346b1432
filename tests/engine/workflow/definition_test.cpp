#include "engine/workflow/definition.hpp"

#include <catch2/catch.hpp>

using namespace duban;
using namespace duban::workflow;

namespace {

std::string report(Problems const& problems) {
    std::string text;
    for (auto const& problem : problems) text += to_text(problem, Language::en);
    return text;
}

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
    CAPTURE(report(definition.problems));
    REQUIRE(definition.problems.empty());
    auto const& workflow = *definition.workflow;
    CHECK(workflow.states.size() == 6);
    auto const handling = workflow.find_state("handling");
    auto const drafting = workflow.find_state("handling.drafting");
    CHECK(workflow.states[handling].start == drafting);
    CHECK(workflow.states[drafting].parent == handling);
    CHECK(workflow.states[handling].actions.front().alternatives.front().go ==
          workflow.find_state("rating"));
}
