#include "tests/engine/picture/picture_stage.hpp"

#include <catch2/catch.hpp>

#include "engine/workflow/definition.hpp"

namespace duban::picture {

char const* const hostile_title = R"(<b>"a" & 'b'</b> {x|y} \N; %% #1: --> [*] ]] `督`)";

workflow::Workflow workflow_of(std::string text) {
    auto definition =
        workflow::read_definition({.workflow = {"drawn", std::move(text)}, .messages = {}});
    for (auto const& problem : definition.problems) UNSCOPED_INFO(to_text(problem, Language::en));
    REQUIRE(definition.workflow);
    return std::move(*definition.workflow);
}

workflow::Workflow small_workflow() {
    return workflow_of(R"(format: 1
workflow: small
version: 2
title: {zh-CN: 小流程, en: Small}
time_zone: Asia/Shanghai
calendar: cn
fields: {count: {type: whole_number}}
roles:
  office: {group: office, title: {zh-CN: 办公室, en: Office}}
start: filed
states:
  filed:
    title: {zh-CN: 待办, en: Filed}
    owner: office
    due: {within: 5 working days, on_due: {go: closed}}
    actions:
      note: {by: office, do: [{set: {count: '1'}}]}
      close: {title: {zh-CN: 办结, en: Close}, by: office, only_if: count > 0, go: closed}
  closed: {title: {zh-CN: 已办结, en: Closed}, end: true}
)");
}

workflow::Workflow joint_workflow(std::string const& title) {
    std::string quoted = "'";
    for (char const c : title) quoted += c == '\'' ? std::string{"''"} : std::string{c};
    quoted += "'";
    std::string text = R"(format: 1
workflow: joint
version: 1
title: {zh-CN: 会同办理, en: Joint}
time_zone: Asia/Shanghai
calendar: cn
fields:
  units: {type: list of unit}
  urgent: {type: yes_no, default: false}
roles:
  office: {group: office, title: {zh-CN: TITLE, en: TITLE}}
  handler: {part: true}
start: handling
states:
  handling:
    owner: office
    due: 3 months
    regions:
      answer:
        start: drafting
        states:
          drafting:
            title: {zh-CN: TITLE, en: TITLE}
            actions: {draft: {title: {zh-CN: TITLE, en: TITLE}, by: office, go: drafted}}
          drafted: {end: true}
      opinions:
        for_each: unit in units
        start: asked
        states:
          asked: {owner: handler, due: 1 month, actions: {give: {by: handler, go: given}}}
          given: {end: true}
    on_done: {go: review}
    actions:
      suspend: {by: office, go: suspended}
  suspended:
    owner: office
    due: 1 month
    actions: {go_on: {by: office, go: {resume: handling, otherwise: review}}}
  review:
    owner: office
    due: 10 days
    automatically: {only_if: urgent, go: closed}
    actions:
      judge: {by: office, choose: [{only_if: urgent, go: handling}, {go: closed}]}
  closed: {end: true}
)";
    for (auto at = text.find("TITLE"); at != std::string::npos; at = text.find("TITLE", at)) {
        text.replace(at, 5, quoted);
        at += quoted.size();
    }
    return workflow_of(std::move(text));
}

int count(std::string const& text, std::string const& wanted) {
    int found = 0;
    for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1))
        ++found;
    return found;
}

}  // namespace duban::picture
