#include "tests/simulation/procedure.hpp"

#include <string>

namespace duban::simulation {

namespace {

constexpr char const* text_of_workflow = R"(format: 1
workflow: simulated
version: 1
title: {zh-CN: 模拟办理, en: Simulated handling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text, required: true, at_most: 80}
  received: {type: date}
  host: {type: unit}
  co_handlers: {type: list of unit}
  reason: {type: text}
  kept: {type: text}
  commitments:
    type: list of record
    fields:
      what: {type: text, required: true, at_most: 80}
      by: {type: date, required: true}
  changes: {type: whole_number, default: 0}
roles:
  secretariat: {group: secretariat}
  supervisor: {group: supervisor}
  host: {field: host}
  leader: {field: host, leader: true}
  co_handler: {part: true}
escalations:
  late_reply:
    steps:
      - {wait: 1 working day, every: 2 working days, at_most: 3, to: host, message: late}
      - {wait: 3 working days, to: leader, message: late}
      - {wait: 5 working days, every: 5 working days, at_most: 4, to: supervisor, message: late}
    unreached: {to: [secretariat, supervisor], message: unreached}
suspend: {by: secretariat, need: [reason]}
resume: {by: secretariat}
start: filed
states:
  filed:
    owner: secretariat
    due:
      name: examination
      within: 15 working days
      cut_off: 16:00
      start_on_rest_day: next_working_day
      reminders:
        - {at: 3 working days before, to: secretariat, message: soon}
        - {at: 1 working day after, every: 2 working days, at_most: 5, to: [secretariat, supervisor], message: overdue}
    actions:
      accept:
        by: secretariat
        need: [host, co_handlers, received]
        do: [{notify: {to: host, message: assigned}}]
        go: handling
      decline: {by: secretariat, go: declined}
  handling:
    owner: host
    due:
      name: reply
      within: 3 months
      from: received
      on_rest_day: next_working_day
      escalation: late_reply
      extend:
        by: secretariat
        to: [4 months, 6 months]
        need: [reason]
        do: [{notify: {to: [host, supervisor], message: extended}}]
      stop: {by: secretariat, need: [reason]}
      go_on: {by: secretariat}
      reminders:
        - {at: 30 days before, to: host, message: soon}
        - {at: 5 working days before, every: 1 working day, until: due, to: [host, secretariat], message: soon}
        - {at: 1 working day after, every: 3 working days, at_most: 5, to: [host, secretariat], message: overdue}
    regions:
      answer:
        start: signing
        states:
          signing:
            due:
              name: signature
              within: 24 working hours
              reminders:
                - {at: 8 working hours before, to: host, message: soon}
                - {at: 1 working day after, every: 1 working day, at_most: 3, to: [host, secretariat], message: overdue}
            actions:
              sign: {by: host, go: drafting}
              object: {by: host, need: [reason], do: [{notify: {to: secretariat, message: objected}}], go: objected}
          objected:
            owner: secretariat
            due:
              name: objection
              within: 7 days or 5 working days, whichever is earlier
              on_rest_day: previous_working_day
              reminders:
                - {at: 2 days before, to: secretariat, message: soon}
                - {at: 1 working day after, every: 1 working day, at_most: 5, to: [secretariat, supervisor], message: overdue}
            actions:
              reassign:
                by: secretariat
                need: [host, co_handlers, received]
                do: [{notify: {to: host, message: assigned}}]
                go: handling
              uphold: {by: secretariat, need: [reason], go: signing}
          drafting:
            actions:
              ask: {by: host, need: [reason], do: [{notify: {to: secretariat, message: asked}}], go: clarifying}
          clarifying:
            stops_clock: [reply]
            owner: secretariat
            due:
              name: clarification
              within: 20 working days
              on_due: {go: drafting}
              reminders:
                - {at: 5 working days before, to: secretariat, message: soon}
            actions:
              explain: {by: secretariat, go: drafting}
      opinions:
        for_each: unit in co_handlers
        start: asked
        states:
          asked:
            owner: co_handler
            on_entry: [{notify: {to: co_handler, message: opinion_asked}}]
            due:
              name: opinion
              within: 1 month or 20 working days, whichever is later
              on_rest_day: previous_working_day
              reminders:
                - {at: 5 working days before, to: co_handler, message: soon}
                - {at: 1 working day after, every: 3 working days, at_most: 5, to: [co_handler, host, secretariat], message: overdue}
            actions:
              give_opinion: {by: co_handler, go: given}
          given: {end: true}
    actions:
      reply: {by: host, need: [commitments], do: [{notify: {to: supervisor, message: replied}}], go: rating}
      tell_received: {by: secretariat, need: [received], do: [{set: {changes: changes + 1}}]}
      change_co_handlers: {by: secretariat, need: [co_handlers], do: [{set: {changes: changes + 1}}]}
  rating:
    owner: secretariat
    due:
      name: rating
      within: 15 working days
      reminders:
        - {at: 5 working days before, to: secretariat, message: soon}
        - {at: 1 working day before, to: secretariat, message: soon}
      on_due: {do: [{notify: {to: host, message: unrated}}], go: closed}
    actions:
      satisfied:
        by: secretariat
        choose:
          - {only_if: 'size(commitments) > 0', go: promised}
          - {go: closed}
      dissatisfied: {by: secretariat, need: [received], do: [{notify: {to: host, message: assigned}}], go: handling}
  promised:
    owner: host
    regions:
      yearly:
        start: waiting
        states:
          waiting:
            due:
              name: report
              within: 31 December
              reminders:
                - {at: 10 working days before, to: host, message: soon}
                - {at: 1 working day after, every: 5 working days, at_most: 3, to: [host, secretariat], message: overdue}
            actions:
              report: {by: host, go: waiting}
      ledger:
        for_each: commitment in commitments
        start: pending
        states:
          pending:
            due:
              name: promise
              date: commitment.by
              reminders:
                - {at: 30 days before, to: host, message: soon}
                - {at: 1 working day after, every: 10 working days, at_most: 4, to: [host, supervisor], message: overdue}
            actions:
              keep: {by: host, need: [kept], only_if: 'commitment.what == kept', go: kept_now}
          kept_now: {end: true}
    actions:
      correct_commitments: {by: secretariat, need: [commitments], do: [{set: {changes: changes + 1}}]}
    automatically: {only_if: 'parts.ledger.all(p, p.ended)', go: closed}
  closed: {end: true}
  declined: {end: true}
)";

}  // namespace

workflow::DefinitionText simulated_procedure() {
    workflow::DefinitionText text;
    text.workflow = {"simulated.yaml", text_of_workflow};
    for (std::string const language : {"zh-CN", "en"}) {
        auto messages = "format: 1\nlanguage: " + language + "\nmessages:\n";
        for (auto const* reminder : {"soon", "overdue", "late"}) {
            messages += std::string{"  "} + reminder +
                        ": {subject: '{{deadline_name}} {{due_date}}', text: '{{case}}'}\n";
        }
        for (auto const* notice : {"assigned",
                                   "extended",
                                   "objected",
                                   "asked",
                                   "opinion_asked",
                                   "replied",
                                   "unrated",
                                   "unreached"}) {
            messages += std::string{"  "} + notice + ": {subject: notice, text: '{{case}}'}\n";
        }
        text.messages.push_back({"messages." + language + ".yaml", messages});
    }
    return text;
}

}  // namespace duban::simulation
