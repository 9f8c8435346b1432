#include "engine/tracking/decide.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using expression::Value;
using workflow::Action;
using workflow::Index;
using workflow::none;
using workflow::Workflow;

Failure<Refusal> refuse(Refusal::Kind kind, Text reason) {
    return Failure<Refusal>{Refusal{kind, std::move(reason)}};
}

Action const* find_action(workflow::State const& state, std::string_view name) {
    auto const found = std::find_if(state.actions.begin(),
                                    state.actions.end(),
                                    [name](Action const& action) { return action.name == name; });
    return found == state.actions.end() ? nullptr : &*found;
}

std::vector<std::string_view> possible_actions(Workflow const& workflow, Index leaf) {
    std::vector<std::string_view> names;
    for (auto at = leaf; at != none; at = workflow.states[at].parent) {
        for (auto const& action : workflow.states[at].actions) names.emplace_back(action.name);
    }
    return names;
}

std::vector<std::string> role_titles(Workflow const& workflow,
                                     std::vector<Index> const& roles,
                                     Language language) {
    std::vector<std::string> titles;
    for (auto const role : roles) titles.push_back(workflow.roles[role].title.in(language));
    return titles;
}

Failure<Refusal> unknown_action(Workflow const& workflow,
                                Case const& state,
                                std::string_view name) {
    auto const& here = workflow.states[state.state];
    auto const possible = possible_actions(workflow, state.state);
    return refuse(
        Refusal::Kind::unknown_action,
        {.zh_cn = fmt::format("“{}”状态下没有操作“{}”；可用的操作：{}",
                              here.title.zh_cn,
                              name,
                              fmt::join(possible, "、")),
         .en = fmt::format("there is no action \"{}\" in the state \"{}\"; possible here: {}",
                           name,
                           here.title.en,
                           fmt::join(possible, ", "))});
}

Failure<Refusal> not_allowed(Workflow const& workflow, Action const& action, Actor const& actor) {
    return refuse(
        Refusal::Kind::not_allowed,
        {.zh_cn = fmt::format("{}不能执行“{}”；只有以下角色可以：{}",
                              actor.id,
                              action.title.zh_cn,
                              fmt::join(role_titles(workflow, action.by, Language::zh_cn), "、")),
         .en = fmt::format("{} may not do \"{}\"; it takes one of: {}",
                           actor.id,
                           action.title.en,
                           fmt::join(role_titles(workflow, action.by, Language::en), ", "))});
}

Failure<Refusal> guarded(Action const& action) {
    for (auto const& alternative : action.alternatives) {
        if (!alternative.because.zh_cn.empty()) {
            return refuse(Refusal::Kind::guard, alternative.because);
        }
    }
    auto const& guard = action.alternatives.back().only_if;
    ensure(guard.has_value(), "an action without a guard is always open");
    return refuse(
        Refusal::Kind::guard,
        {.zh_cn =
             fmt::format("现在不能执行“{}”：条件 {} 不成立", action.title.zh_cn, guard->text()),
         .en = fmt::format(
             "\"{}\" is not possible now: {} is not true", action.title.en, guard->text())});
}

std::optional<Refusal> set_value(WorkingCase& working, Index index, Value const& value) {
    auto const& field = working.procedure().workflow.fields[index];
    if (auto const wrong = workflow::check_value(field, value)) {
        return Refusal{
            Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("字段“{}”的值不对：{}", field.title.zh_cn, wrong->zh_cn),
             .en = fmt::format("wrong value for the field \"{}\": {}", field.title.en, wrong->en)}};
    }
    working.set(index, value);
    return std::nullopt;
}

Refusal missing(workflow::Field const& field) {
    return {Refusal::Kind::missing_value,
            {.zh_cn = fmt::format("缺少“{}”（{}）", field.title.zh_cn, field.name),
             .en = fmt::format("\"{}\" ({}) is missing", field.title.en, field.name)}};
}

Refusal not_asked_for(std::string_view name) {
    return {Refusal::Kind::bad_value,
            {.zh_cn = fmt::format("这里不需要“{}”", name),
             .en = fmt::format("\"{}\" is not asked for here", name)}};
}

/// Sets exactly the fields that the action needs.
std::optional<Refusal> supply(WorkingCase& working,
                              std::vector<Index> const& need,
                              NamedValues const& with) {
    auto const& fields = working.procedure().workflow.fields;
    for (auto const& [name, value] : with) {
        auto const index = working.procedure().workflow.find_field(name);
        if (std::find(need.begin(), need.end(), index) == need.end()) return not_asked_for(name);
        if (auto refusal = set_value(working, index, value)) return refusal;
    }
    for (auto const index : need) {
        auto const given = std::find_if(with.begin(), with.end(), [&](auto const& pair) {
            return pair.first == fields[index].name && !pair.second.is_null();
        });
        if (given == with.end()) return missing(fields[index]);
    }
    return std::nullopt;
}

/// What one state's own answer to an action is.
Result<Change, Refusal> answer(Procedure const& procedure,
                               Case const& state,
                               ActionAsked const& input,
                               Index source,
                               Action const& action) {
    if (!has_role(procedure.workflow, state, input.actor, action.by)) {
        return not_allowed(procedure.workflow, action, input.actor);
    }
    WorkingCase working{procedure, state, input.at};
    if (auto refusal = supply(working, action.need, input.with)) {
        return Failure<Refusal>{std::move(*refusal)};
    }
    auto const* const chosen = working.choose(action.alternatives);
    if (chosen == nullptr) return guarded(action);
    if (auto refusal = working.take(*chosen, source, input.at)) {
        return Failure<Refusal>{std::move(*refusal)};
    }
    return std::move(working.change());
}

}  // namespace

Result<Change, Refusal> decide(Procedure const& procedure, Filed const& input) {
    auto const& fields = procedure.workflow.fields;
    Case blank;
    for (auto const& field : fields) blank.fields.push_back(field.default_value);
    WorkingCase working{procedure, blank, input.at};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].default_value.is_null()) {
            working.set(static_cast<Index>(i), fields[i].default_value);
        }
    }
    for (auto const& [name, value] : input.with) {
        auto const index = procedure.workflow.find_field(name);
        if (index == none) return Failure<Refusal>{not_asked_for(name)};
        if (auto refusal = set_value(working, index, value)) {
            return Failure<Refusal>{std::move(*refusal)};
        }
    }
    auto const& set = working.change().fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        bool const given = std::any_of(set.begin(), set.end(), [i](FieldChange const& change) {
            return change.field == i && !change.value.is_null();
        });
        if (fields[i].required && !given) return Failure<Refusal>{missing(fields[i])};
    }
    if (auto refusal = working.begin(input.at)) return Failure<Refusal>{std::move(*refusal)};
    return std::move(working.change());
}

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               ActionAsked const& input) {
    auto const& workflow = procedure.workflow;
    if (state.closed_at) {
        return refuse(Refusal::Kind::closed,
                      {.zh_cn = "案件已办结，不能再操作", .en = "the case is closed"});
    }
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
    std::optional<Result<Change, Refusal>> inner;
    for (auto at = state.state; at != none; at = workflow.states[at].parent) {
        auto const* const action = find_action(workflow.states[at], input.action);
        if (action == nullptr) continue;
        auto answered = answer(procedure, state, input, at, *action);
        if (answered) return answered;
        // The innermost refusal is the one that concerns the present state.
        if (!inner) inner = std::move(answered);
    }
    if (inner) return std::move(*inner);
    return unknown_action(workflow, state, input.action);
}

}  // namespace duban::tracking
