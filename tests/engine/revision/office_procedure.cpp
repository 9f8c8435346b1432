#include "tests/engine/revision/office_procedure.hpp"

#include "engine/base/ensure.hpp"
#include "tests/support/world.hpp"

namespace duban::revision_test {

namespace {

constexpr char const* text_of_workflow = R"(format: 1
workflow: office
version: 1
title: {zh-CN: 办理, en: Handling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text, required: true, at_most: 40}
  co_handlers: {type: list of unit}
  reply_class: {type: choice, of: [A, B, C]}
  note: {type: text, at_most: 100}
  round: {type: whole_number, default: 1}
roles:
  office: {group: secretariat}
  boss: {group: supervisor}
  co_handler: {part: true}
start: filed
states:
  filed:
    owner: office
    due: {name: examination, within: 15 working days}
    actions:
      accept: {by: office, go: handling}
      decline: {by: boss, need: [note], go: declined}
  handling:
    owner: office
    due:
      name: reply
      within: 3 months
      on_rest_day: next_working_day
      reminders:
        - {at: 30 days before, to: office, message: reply_soon}
        - {at: 1 working day after, every: 3 working days, at_most: 5, to: [office, boss], message: reply_soon}
    on_entry: [{raise: {event: look, after: 10 days, id: look}}]
    on_exit: [{cancel: look}]
    regions:
      answer:
        start: drafting
        states:
          drafting:
            actions:
              log: {by: office, need: [note], do: [{set: {round: round + 1}}]}
              write: {by: office, need: [reply_class], only_if: 'round > 0', because: {zh-CN: 先记录, en: log first}, go: written}
          written: {end: true}
      opinions:
        for_each: unit in co_handlers
        fields: {opinion: {type: text}}
        start: asked
        states:
          asked:
            owner: co_handler
            due: {name: opinion, within: 10 working days}
            actions: {give: {by: co_handler, need: [opinion], go: given}}
          given: {end: true}
    on_done: {go: closed}
    actions:
      look: {by: engine, do: [{notify: {to: office, message: reply_soon}}]}
      suspend: {by: office, go: suspended}
  suspended:
    owner: office
    due: {within: 1 month}
    actions: {go_on: {by: office, go: {resume: handling, otherwise: filed}}}
  closed: {end: true, title: {zh-CN: 办结, en: Closed}}
  declined: {end: true, title: {zh-CN: 不予立案, en: Declined}}
)";

}  // namespace

workflow::DefinitionText office_definition(Edits const& edits) {
    workflow::DefinitionText text;
    text.workflow = {"office.yaml", text_of_workflow};
    text.messages = {{"messages.zh-CN.yaml",
                      "format: 1\nlanguage: zh-CN\nmessages:\n"
                      "  reply_soon: {subject: '请答复', text: '{{title}} 尚待答复'}\n"},
                     {"messages.en.yaml",
                      "format: 1\nlanguage: en\nmessages:\n"
                      "  reply_soon: {subject: 'Reply', text: 'Please reply to {{title}}'}\n"}};
    for (auto const& [from, to] : edits) {
        std::vector<std::string*> files{&text.workflow.text};
        for (auto& message : text.messages) files.push_back(&message.text);
        bool done = false;
        for (auto* file : files) {
            auto const at = file->find(from);
            if (done || at == std::string::npos) continue;
            file->replace(at, from.size(), to);
            done = true;
        }
        ensure(done, "what is to be edited is there");
    }
    return text;
}

std::shared_ptr<tracking::Procedure const> office_procedure(Edits const& edits) {
    return support::procedure_of(office_definition(edits));
}

tracking::Rehearsal::Turn turn(std::string action, tracking::NamedValues with, std::string as) {
    return {.action = std::move(action), .as = std::move(as), .with = std::move(with), .at = {}};
}

tracking::Rehearsal handled_case(tracking::Procedure const& procedure) {
    tracking::Rehearsal rehearsal{procedure, *parse_instant("2026-03-02T10:00:00+08:00")};
    expression::List units{expression::Value{std::string{"water"}},
                           expression::Value{std::string{"parks"}}};
    auto const filed =
        rehearsal.file({.actor = {},
                        .with = {{"title", expression::Value{std::string{"校门口交通"}}},
                                 {"co_handlers", expression::Value{std::move(units)}}},
                        .at = {}});
    ensure(!filed.refusal, "the case is filed");
    ensure(!rehearsal.act(turn("accept")).refusal, "it is accepted");
    return rehearsal;
}

}  // namespace duban::revision_test
