#include "engine/statechart/moves.hpp"

#include "engine/base/ensure.hpp"

namespace duban::statechart {

namespace {

using workflow::Index;
using workflow::none;
using workflow::Workflow;

Index parent_of(Workflow const& workflow, Index state) {
    return workflow.states[state].parent;
}

/// The nearest proper ancestor of `source` that has `target` properly inside; none: the whole
/// chart.
Index domain_of(Workflow const& workflow, Index source, Index target) {
    auto domain = source == none ? none : parent_of(workflow, source);
    while (domain != none && (target == domain || !is_within(workflow, target, domain))) {
        domain = parent_of(workflow, domain);
    }
    return domain;
}

}  // namespace

void StateList::push_back(Index state) {
    ensure(size_ < states_.size(), "a chart is never deeper than its bound");
    states_[size_++] = state;
}

bool is_within(Workflow const& workflow, Index state, Index ancestor) {
    for (auto at = state; at != none; at = parent_of(workflow, at)) {
        if (at == ancestor) return true;
    }
    return false;
}

Moves move(Workflow const& workflow, Index from, Index source, Index target) {
    Moves moves;
    auto const domain = domain_of(workflow, source, target);
    for (auto at = from; at != none && at != domain; at = parent_of(workflow, at)) {
        moves.left.push_back(at);
    }
    StateList upwards;
    for (auto at = target; at != domain; at = parent_of(workflow, at)) upwards.push_back(at);
    for (auto const* at = upwards.end(); at != upwards.begin();) moves.entered.push_back(*--at);
    moves.leaf = target;
    while (workflow.states[moves.leaf].start != none) {
        moves.leaf = workflow.states[moves.leaf].start;
        moves.entered.push_back(moves.leaf);
    }
    return moves;
}

}  // namespace duban::statechart
