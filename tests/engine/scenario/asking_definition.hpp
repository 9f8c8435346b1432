// A small procedure with everything a scenario may ask of: an action with several ways, a part for
// each unit, an event, reminders, a deadline that acts.
#pragma once

#include "engine/workflow/definition.hpp"

namespace duban::support {

inline workflow::DefinitionText asking_definition() {
    workflow::DefinitionText text;
    text.workflow = {"asking.yaml", R"(format: 1
workflow: asking
version: 1
title: {zh-CN: 征求意见, en: Asking}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text, required: true, at_most: 20}
  units: {type: list of unit, at_least: 1}
  scale: {type: choice, of: [small, large]}
  round: {type: whole_number, default: 1}
  filed_on: {type: date}
roles:
  office: {group: secretariat}
  boss: {group: supervisor}
  asked_unit: {part: true}
start: filed
states:
  filed:
    owner: office
    due:
      within: 5 working days
      reminders:
        - {at: 1 working day before, to: office, message: soon}
        - {at: 1 working day after, to: [office, boss], message: late}
    actions:
      ask: {by: office, need: [units], go: asking}
      decide:
        by: boss
        need: [scale]
        choose:
          - {only_if: 'scale == "small"', do: [{notify: {to: office, message: soon}}], go: closed}
          - {only_if: 'round > 1', go: closed}
  asking:
    due: {within: 1 month, on_due: {go: closed}}
    regions:
      work:
        start: thinking
        states:
          thinking:
            owner: office
            on_entry: [{raise: {event: nudge, after: 3 days}}]
            actions:
              nudge: {by: engine, do: [{set: {round: round + 1}}]}
              think: {by: office, go: thought}
          thought: {end: true}
      answers:
        for_each: unit in units
        fields:
          answer: {type: text, at_most: 10}
        start: asked
        states:
          asked:
            owner: asked_unit
            due: {name: answer_due, within: 48 hours}
            actions:
              give: {by: asked_unit, need: [answer], do: [{notify: {to: office, message: soon}}], go: given}
          given: {end: true}
    on_done: {go: closed}
  closed: {end: true}
)"};
    auto const messages = [](std::string const& language) {
        return "format: 1\nlanguage: " + language +
               "\nmessages:\n  soon: {subject: x, text: x}\n  late: {subject: x, text: x}\n";
    };
    text.messages = {{"zh-CN", messages("zh-CN")}, {"en", messages("en")}};
    return text;
}

}  // namespace duban::support
