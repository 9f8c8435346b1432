#include "engine/statechart/chart.hpp"

#include <algorithm>

namespace duban::statechart {

using workflow::Index;
using workflow::none;

Chart::Chart(workflow::Workflow const& workflow) : start_{workflow.start} {
    shape_states(workflow.states);
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        add_state(static_cast<Index>(i), workflow.states[i]);
    }
    for (auto& transition : transitions_) {
        transition.domain = domain_of(transition);
        transition.swaps = swaps(transition);
    }
    mark_resumed();
}

/// Parents stand before their children, so that what lies within a state is one stretch behind it.
void Chart::shape_states(std::vector<workflow::State> const& states) {
    shapes_.resize(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
        auto& shape = shapes_[i];
        shape.parent = states[i].parent;
        shape.last = static_cast<Index>(i);
        shape.start = states[i].start;
        shape.region = states[i].region;
        shape.parallel = states[i].parallel;
        shape.end = states[i].end;
        if (states[i].for_each) part_regions_.push_back(static_cast<Index>(i));
    }
    for (std::size_t i = states.size(); i-- > 0;) {
        auto const parent = shapes_[i].parent;
        if (parent != none) shapes_[parent].last = std::max(shapes_[parent].last, shapes_[i].last);
    }
    for (std::size_t i = 0; i < states.size(); ++i) {
        auto const first = static_cast<std::uint32_t>(children_.size());
        for (auto child = i + 1; child <= shapes_[i].last; child = shapes_[child].last + 1U) {
            children_.push_back(static_cast<Index>(child));
        }
        shapes_[i].children = {first, static_cast<std::uint32_t>(children_.size())};
    }
}

void Chart::add_state(Index index, workflow::State const& state) {
    auto& shape = shapes_[index];
    if (shape.parent != none) shape.heard = shapes_[shape.parent].heard;
    shape.answers.begin = static_cast<std::uint32_t>(answers_.size());
    for (auto const& action : state.actions) {
        auto const kind = action.by_engine ? Event::Kind::raised : Event::Kind::action;
        shape.heard |= bit(action.event);
        answers_.push_back({kind, action.event, add(index, &action, action.alternatives)});
    }
    shape.answers.end = static_cast<std::uint32_t>(answers_.size());
    shape.automatic = add(index, nullptr, state.automatically);
    shape.done = add(index, nullptr, state.on_done);
    if (state.due) shape.due = add(index, nullptr, state.due->on_due);
    has_automatic_ = has_automatic_ || !state.automatically.empty();
}

Chart::Range Chart::add(Index state,
                        workflow::Action const* action,
                        std::vector<workflow::Alternative> const& alternatives) {
    auto const begin = static_cast<std::uint32_t>(transitions_.size());
    for (auto const& alternative : alternatives) {
        transitions_.push_back({.alternative = &alternative,
                                .action = action,
                                .target = alternative.go.value_or(workflow::Target{}),
                                .source = state,
                                .domain = none,
                                .moves = alternative.go.has_value()});
    }
    return {begin, static_cast<std::uint32_t>(transitions_.size())};
}

void Chart::mark_resumed() {
    for (auto const& transition : transitions_) {
        if (!transition.moves || transition.target.kind == workflow::Target::Kind::state) continue;
        auto& shape = shapes_[transition.target.state];
        bool const deep = transition.target.kind == workflow::Target::Kind::resume_deep;
        (deep ? shape.resumed_deep : shape.resumed_shallow) = true;
    }
}

Index Chart::domain_of(Transition const& transition) const {
    auto const target = transition.target.state;
    if (!transition.moves) return none;
    auto const holds = [&](Index state) {
        return target > state && target <= shapes_[state].last && is_compound(state);
    };
    if (transition.target.internal && holds(transition.source)) return transition.source;
    auto domain = shapes_[transition.source].parent;
    while (domain != none && !holds(domain)) domain = shapes_[domain].parent;
    return domain;
}

/// So common that no sets are found for it: the one is left, the other entered, nothing ends.
bool Chart::swaps(Transition const& transition) const {
    auto const& target = transition.target;
    return transition.moves && target.kind == workflow::Target::Kind::state &&
           is_leaf(transition.source) && is_leaf(target.state) && !is_end(target.state) &&
           transition.domain == shapes_[transition.source].parent &&
           transition.domain == shapes_[target.state].parent && !is_for_each(transition.source) &&
           !is_for_each(target.state);
}

}  // namespace duban::statechart
