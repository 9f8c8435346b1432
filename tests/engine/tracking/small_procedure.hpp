// A small procedure for tests of decisions: nested states, guards, effects, a deadline that moves
// the case.
#pragma once

#include "tests/support/world.hpp"

namespace duban::support {

inline workflow::DefinitionText small_definition() {
    workflow::DefinitionText text;
    text.workflow = {"small.yaml", R"(format: 1
workflow: small
version: 1
title: {zh-CN: 小流程, en: Small}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text, required: true, at_most: 20}
  proposers: {type: list of person}
  note: {type: text}
  trail: {type: list of text}
  round: {type: whole_number, default: 1}
  answered: {type: yes_no, default: true}
roles:
  office: {group: secretariat}
  boss: {group: supervisor}
  proposer: {field: proposers}
start: open
states:
  open:
    owner: office
    on_entry: [{append: {trail: '"+open"'}}]
    on_exit: [{append: {trail: '"-open"'}}]
    start: first
    states:
      first:
        on_entry: [{append: {trail: '"+first"'}}]
        on_exit: [{append: {trail: '"-first"'}}]
        actions:
          step: {by: office, do: [{append: {trail: '"step"'}}], go: second}
          again: {by: office, go: first}
          outer: {by: office, only_if: 'round > 5', go: second}
      second:
        on_entry: [{append: {trail: '"+second"'}}]
        due: {within: 2 working days, on_due: {do: [{set: {answered: 'false'}}], go: done}}
        actions:
          write: {by: office, need: [note], do: [{set: {round: round + 1}}]}
          finish:
            by: [office, proposer]
            only_if: round > 1
            because: {zh-CN: 请先写, en: write first}
            go: done
    actions:
      outer: {by: boss, go: done}
      restart: {by: office, go: open}
  done: {end: true, on_entry: [{append: {trail: '"+done"'}}]}
)"};
    return text;
}

}  // namespace duban::support
