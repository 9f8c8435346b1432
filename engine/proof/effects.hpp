// Going through all that a definition does and all the ways it may go.
#pragma once

#include <vector>

#include "engine/workflow/ways.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::proof {

/// Calls `see` for each effect of the list, and for those within its choices.
template <class See>
void each_effect(std::vector<workflow::Effect> const& effects, See see) {
    for (auto const& effect : effects) {
        see(effect);
        auto const* const choose = std::get_if<workflow::Choose>(&effect);
        if (choose == nullptr) continue;
        for (auto const& branch : choose->branches) each_effect(branch.effects, see);
    }
}

/// Calls `see` for each effect of the state itself.
template <class See>
void each_effect(workflow::State const& state, See see) {
    each_effect(state.on_entry, see);
    each_effect(state.on_exit, see);
    workflow::each_alternative(state, [&](workflow::Alternative const& alternative) {
        each_effect(alternative.effects, see);
    });
}

template <class See>
void each_effect(workflow::Workflow const& workflow, See see) {
    for (auto const& state : workflow.states) each_effect(state, see);
    if (!workflow.suspension) return;
    for (auto const* const action : {&workflow.suspension->suspend, &workflow.suspension->resume})
        each_effect(action->alternatives.front().effects, see);
}

/// The states directly within each state, in the order of the file.
inline std::vector<std::vector<workflow::Index>> children_of(workflow::Workflow const& workflow) {
    std::vector<std::vector<workflow::Index>> children(workflow.states.size());
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const parent = workflow.states[i].parent;
        if (parent != workflow::none) children[parent].push_back(static_cast<workflow::Index>(i));
    }
    return children;
}

}  // namespace duban::proof
