// A stage for a procedure with regions, parts, events and a way back, and what its case tells of
// itself: every test plays one case of it on a clock of its own.
#pragma once

#include <string>
#include <vector>

#include "engine/tracking/rehearsal.hpp"
#include "tests/support/world.hpp"

namespace duban::support {

/// `log` holds what happened in its order.
inline workflow::DefinitionText handling_definition() {
    workflow::DefinitionText text;
    text.workflow = {"handling.yaml", R"(format: 1
workflow: handling
version: 1
title: {zh-CN: 办理, en: Handling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  host: {type: unit}
  co_handlers: {type: list of unit}
  log: {type: list of text}
  turns: {type: whole_number, default: 0}
roles:
  office: {group: secretariat}
  host: {field: host}
  co_handler: {part: true}
start: filed
states:
  filed:
    owner: office
    due: 5 working days
    actions:
      assign: {by: office, need: [host, co_handlers], go: handling}
  handling:
    owner: host
    due: {name: reply, within: 3 months}
    on_entry: [{append: {log: '"+handling"'}}, {raise: {event: nudge, after: 3 days, id: n1}}]
    on_exit: [{append: {log: '"-handling"'}}, {cancel: n1}]
    regions:
      answer:
        start: signing
        states:
          signing:
            due: 3 working days
            actions: {sign: {by: host, go: drafting}}
          drafting:
            actions: {finish: {by: host, go: written}}
          written: {end: true}
      opinions:
        for_each: unit in co_handlers
        fields:
          opinion: {type: text}
          asked_times: {type: whole_number, default: 0}
        start: asked
        states:
          asked:
            owner: co_handler
            due: {name: opinion, within: 1 month}
            on_entry: [{append: {log: '"asked " + unit'}}, {set: {asked_times: asked_times + 1}}]
            on_exit: [{append: {log: '"left " + unit'}}]
            actions: {give_opinion: {by: co_handler, need: [opinion], go: given}}
          given: {end: true}
        on_done: {do: [{append: {log: '"all given"'}}]}
    on_done: {go: rating}
    actions:
      change: {by: office, need: [co_handlers], do: [{append: {log: '"changed"'}}]}
      pause: {by: office, go: paused}
      nudge: {by: engine, do: [{append: {log: '"nudged"'}}, {raise: again}]}
      again: {by: engine, only_if: turns < 3, do: [{set: {turns: turns + 1}}, {raise: again}]}
      reply:
        by: host
        only_if: 'parts.opinions.all(p, p.ended) && in_state("handling.answer.written")'
        because: {zh-CN: 会办意见未齐, en: opinions are missing}
        go: rating
      hurry: {by: office, only_if: deadlines.opinion.running == false && deadlines.reply.running, go: rating}
      spin: {by: office, do: [{set: {turns: '0'}}, {raise: round}], go: spinning}
  spinning:
    owner: office
    due: {name: spinning, within: 1 day}
    actions: {round: {by: engine, do: [{raise: round}]}, stop: {by: office, go: closed}}
  paused:
    owner: office
    due: {name: pause, within: 30 days}
    actions: {resume: {by: office, go: {resume: handling}}, afresh: {by: office, go: handling}}
  rating:
    owner: office
    due: {name: rate, within: 15 working days, on_due: {go: closed}}
    actions: {rate: {by: office, go: closed}}
  closed: {end: true}
)"};
    return text;
}

class HandlingStage {
  public:
    using Names = std::vector<std::string>;

    HandlingStage() { rehearsal_.file({.actor = {}, .with = {}, .at = {}}); }

    /// The refusal's English words; empty where it was done.
    std::string act(std::string const& action,
                    std::string const& as,
                    std::string const& with = "{}");
    std::string assign(std::string const& co_handlers);
    tracking::Rehearsal::Outcome wait(std::chrono::days days);

    [[nodiscard]] Names places() const;
    [[nodiscard]] Names log() const;
    /// "opinion u1 2026-04-02"
    [[nodiscard]] Names deadlines() const;
    [[nodiscard]] tracking::Part const* part(std::string const& key) const;

    [[nodiscard]] tracking::Case const& state() const { return rehearsal_.state(); }

    [[nodiscard]] tracking::Procedure const& procedure() const { return *procedure_; }

    [[nodiscard]] tracking::Change const& last() const { return outcome_.changes.back(); }

  private:
    std::shared_ptr<tracking::Procedure const> procedure_ = procedure_of(handling_definition());
    // 2026-03-02, a Monday, 10:00 in Shanghai.
    tracking::Rehearsal rehearsal_{*procedure_, from_milliseconds(1'772'416'800'000)};
    tracking::Rehearsal::Outcome outcome_;
};

}  // namespace duban::support
