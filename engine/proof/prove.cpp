#include "engine/proof/prove.hpp"

#include <fmt/format.h>

#include "engine/proof/choice_check.hpp"
#include "engine/proof/deadline_check.hpp"
#include "engine/proof/move_check.hpp"

namespace duban::proof {

namespace {

using workflow::Definition;
using workflow::Workflow;

/// What a definition asks not to report, and `check` has not found.
void check_silences(Definition const& definition, Findings& findings) {
    for (auto const& silence : definition.silences.silences) {
        if (silence.is_used) continue;
        findings.note(
            silence.position,
            "silences-nothing",
            {.zh_cn = fmt::format("这里没有“{}”可静默，可以删去这一项", silence.rule),
             .en = fmt::format("there is no “{}” here to be silenced: remove this", silence.rule)});
    }
}

void check_dates(Workflow const& workflow, calendar::Calendar const* calendar, Findings& findings) {
    if (calendar != nullptr) return check_terms(workflow, *calendar, findings);
    findings.note(
        {1, 1},
        "no-calendar",
        {.zh_cn = fmt::format("没有找到工作日历“{}”，与日期有关的没有检查", workflow.calendar),
         .en = fmt::format("the calendar “{}” was not found: what hangs on dates was not "
                           "checked",
                           workflow.calendar)});
}

void add(Definition& definition, Findings& findings) {
    auto found = findings.take();
    definition.silences.apply(found);
    definition.problems.insert(definition.problems.end(), found.begin(), found.end());
}

}  // namespace

void prove(workflow::DefinitionText const& text,
           Definition& definition,
           calendar::Calendar const* calendar) {
    if (!definition.workflow) return;
    auto const& workflow = *definition.workflow;
    Findings findings{text.workflow};
    SetFields const set{workflow};
    check_choices(workflow, set, findings);
    check_moves(workflow, findings);
    check_late_reminders(workflow, set, findings);
    check_given_dates(workflow, set, findings);
    check_dates(workflow, calendar, findings);
    add(definition, findings);
    check_silences(definition, findings);
    add(definition, findings);
    sort_by_place(definition.problems, text);
}

}  // namespace duban::proof
