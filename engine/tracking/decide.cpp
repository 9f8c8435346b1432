#include "engine/tracking/decide.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/unanswered.hpp"
#include "engine/tracking/working_case.hpp"
#include "engine/workflow/field_use.hpp"

namespace duban::tracking {

namespace {

using statechart::Event;
using workflow::Index;
using workflow::none;
using workflow::Workflow;

Failure<Refusal> refuse(Refusal::Kind kind, Text reason) {
    return Failure<Refusal>{Refusal{kind, std::move(reason)}};
}

Failure<Refusal> closed() {
    return refuse(Refusal::Kind::closed,
                  {.zh_cn = "案件已办结，不能再操作", .en = "the case is closed"});
}

Failure<Refusal> suspended(Procedure const& procedure, Case const& state) {
    return refuse(Refusal::Kind::suspended, is_suspended(procedure, state));
}

/// The action by which the whole case is suspended or resumed, or null where another one is meant.
workflow::Action const* suspension_called(Workflow const& workflow, std::string_view name) {
    if (!workflow.suspension) return nullptr;
    auto const& [suspend, resume] = *workflow.suspension;
    if (name == suspend.name) return &suspend;
    return name == resume.name ? &resume : nullptr;
}

Failure<Refusal> missing(workflow::Field const& field) {
    return refuse(Refusal::Kind::missing_value,
                  {.zh_cn = fmt::format("缺少“{}”（{}）", field.title.zh_cn, field.name),
                   .en = fmt::format("\"{}\" ({}) is missing", field.title.en, field.name)});
}

/// A field that the handling writes is not the filer's: nobody answers or rates by filing.
Refusal not_at_filing(Workflow const& workflow, Index index) {
    auto const& field = workflow.fields[index];
    if (auto const* const action = workflow::action_needing(workflow, index)) {
        return {
            Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("提交时不能填写“{}”（{}）：由操作“{}”填写",
                                  field.title.zh_cn,
                                  field.name,
                                  action->title.zh_cn),
             .en = fmt::format("\"{}\" ({}) is not given at filing: the action \"{}\" asks for it",
                               field.title.en,
                               field.name,
                               action->title.en)}};
    }
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format(
                 "提交时不能填写“{}”（{}）：由流程自行填写", field.title.zh_cn, field.name),
             .en = fmt::format("\"{}\" ({}) is not given at filing: the procedure writes it itself",
                               field.title.en,
                               field.name)}};
}

/// Sets what is given when the case is filed; what is required must be among it.
std::optional<Refusal> file_fields(WorkingCase& working,
                                   Workflow const& workflow,
                                   Filed const& input) {
    for (auto const& [name, value] : input.with) {
        auto const index = workflow.find_field(name);
        if (index == none || workflow.fields[index].region != none) {
            return Refusal{Refusal::Kind::bad_value,
                           {.zh_cn = fmt::format("这里不需要“{}”", name),
                            .en = fmt::format("\"{}\" is not asked for here", name)}};
        }
        if (!input.unchecked && !workflow::is_given_at_filing(workflow, index))
            return not_at_filing(workflow, index);
        if (auto refusal = working.set(index, 0, value)) return refusal;
    }
    auto const& set = working.change().fields;
    if (input.unchecked) return std::nullopt;
    for (std::size_t i = 0; i < workflow.fields.size(); ++i) {
        auto const& field = workflow.fields[i];
        bool const given = std::any_of(set.begin(), set.end(), [i](FieldChange const& change) {
            return change.field == i && !change.value.is_null();
        });
        if (field.required && field.region == none && !given) return missing(field).value();
    }
    return std::nullopt;
}

/// The change grows in the result itself: it is too large to be moved about for nothing.
template <class Work>
Result<Change, Refusal> work_on(Procedure const& procedure,
                                Case const& state,
                                Instant at,
                                Work work) {
    Result<Change, Refusal> result;
    WorkingCase working{procedure, state, *result, at, at};
    if (auto refusal = work(working)) result = Failure<Refusal>{std::move(*refusal)};
    return result;
}

}  // namespace

Result<Change, Refusal> decide(Procedure const& procedure, Filed const& input) {
    auto const& workflow = procedure.workflow;
    Case blank;
    for (auto const& field : workflow.fields) {
        blank.fields.push_back(field.region == none ? field.default_value : expression::Value{});
    }
    return work_on(procedure, blank, input.at, [&](WorkingCase& working) {
        for (std::size_t i = 0; i < workflow.fields.size(); ++i) {
            if (!blank.fields[i].is_null()) working.set(static_cast<Index>(i), 0, blank.fields[i]);
        }
        auto refusal = file_fields(working, workflow, input);
        return refusal ? refusal : working.begin();
    });
}

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               ActionAsked const& input) {
    if (state.closed_at) return closed();
    if (input.seen_revision && *input.seen_revision != state.revision) {
        return refuse(
            Refusal::Kind::changed,
            {.zh_cn = fmt::format("案件已有变动（您看到的是第{}版，现为第{}版），请刷新后再试",
                                  *input.seen_revision,
                                  state.revision),
             .en =
                 fmt::format("the case has changed (you saw revision {}, it is now {}): look again",
                             *input.seen_revision,
                             state.revision)});
    }
    auto const* const suspension = suspension_called(procedure.workflow, input.action);
    bool const resumes = suspension != nullptr && suspension->clock == workflow::ClockAct::resume;
    if (state.suspended_since && !resumes) return suspended(procedure, state);
    if (suspension != nullptr) {
        return work_on(procedure, state, input.at, [&](WorkingCase& working) {
            working.asked_by(input);
            return working.take(*suspension);
        });
    }
    auto const event = procedure.workflow.find_event(input.action);
    if (event == none) return Failure<Refusal>{unanswered_action(procedure, state, input.action)};
    return work_on(procedure, state, input.at, [&](WorkingCase& working) {
        working.asked_by(input);
        auto refusal = working.take({.kind = Event::Kind::action, .number = event, .node = {}});
        if (refusal && refusal->reason.en.empty())
            refusal = unanswered_action(procedure, state, input.action);
        return refusal;
    });
}

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               EventCame const& input) {
    if (state.closed_at) return closed();
    if (state.suspended_since) return suspended(procedure, state);
    auto const event = procedure.workflow.find_event(input.event);
    if (event == none) return Failure<Refusal>{unanswered_event(procedure, state, input.event)};
    return work_on(procedure, state, input.at, [&](WorkingCase& working) {
        auto refusal = working.take({.kind = Event::Kind::raised, .number = event, .node = {}});
        if (refusal && refusal->reason.en.empty())
            refusal = unanswered_event(procedure, state, input.event);
        return refusal;
    });
}

}  // namespace duban::tracking
