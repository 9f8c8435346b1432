#include "engine/workflow/field_use.hpp"

#include <algorithm>

#include "engine/workflow/ways.hpp"

namespace duban::workflow {

namespace {

bool writes(std::vector<Effect> const& effects, Index field) {
    return std::ranges::any_of(effects, [field](Effect const& effect) {
        if (auto const* const set = std::get_if<SetField>(&effect)) return set->field == field;
        if (auto const* const append = std::get_if<AppendToField>(&effect))
            return append->field == field;
        auto const* const choose = std::get_if<Choose>(&effect);
        return choose != nullptr &&
               std::ranges::any_of(choose->branches, [field](auto const& branch) {
                   return writes(branch.effects, field);
               });
    });
}

bool writes(State const& state, Index field) {
    bool found = writes(state.on_entry, field) || writes(state.on_exit, field);
    each_alternative(state, [&](Alternative const& alternative) {
        found = found || writes(alternative.effects, field);
    });
    return found;
}

}  // namespace

Action const* action_needing(Workflow const& workflow, Index field) {
    auto const needs = [field](Action const& action) {
        return std::ranges::find(action.need, field) != action.need.end();
    };
    for (auto const& state : workflow.states) {
        auto const found = std::ranges::find_if(state.actions, needs);
        if (found != state.actions.end()) return &*found;
    }
    if (!workflow.suspension) return nullptr;
    if (needs(workflow.suspension->suspend)) return &workflow.suspension->suspend;
    return needs(workflow.suspension->resume) ? &workflow.suspension->resume : nullptr;
}

bool is_written_by_effects(Workflow const& workflow, Index field) {
    auto const& suspension = workflow.suspension;
    if (suspension && (writes(suspension->suspend.alternatives.front().effects, field) ||
                       writes(suspension->resume.alternatives.front().effects, field)))
        return true;
    return std::ranges::any_of(workflow.states,
                               [field](State const& state) { return writes(state, field); });
}

bool is_given_at_filing(Workflow const& workflow, Index field) {
    if (workflow.fields[field].region != none) return false;
    if (workflow.fields[field].required) return true;
    return action_needing(workflow, field) == nullptr && !is_written_by_effects(workflow, field);
}

}  // namespace duban::workflow
