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
    for (auto& transition : transitions_) transition.domain = domain_of(transition);
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
        has_parts_ = has_parts_ || states[i].for_each.has_value();
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
    shape.answers.begin = static_cast<std::uint32_t>(answers_.size());
    for (auto const& action : state.actions) {
        auto const kind = action.by_engine ? Event::Kind::raised : Event::Kind::action;
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

std::span<Transition const> Chart::of(Range range) const {
    return {transitions_.data() + range.begin, range.end - range.begin};
}

std::span<Transition const> Chart::answers(Index state, Event event) const {
    auto const& shape = shapes_[state];
    if (event.kind == Event::Kind::done) return of(shape.done);
    if (event.kind == Event::Kind::due) return of(shape.due);
    for (auto at = shape.answers.begin; at != shape.answers.end; ++at) {
        auto const& answers = answers_[at];
        if (answers.number == event.number && answers.kind == event.kind)
            return of(answers.transitions);
    }
    return {};
}

std::span<Transition const> Chart::automatic(Index state) const {
    return of(shapes_[state].automatic);
}

Node Chart::parent_of(Node node) const {
    auto const& shape = shapes_[node.state];
    return {shape.parent, shape.region == node.state ? PartNumber{0} : node.part};
}

bool Chart::is_within(Node node, Node outer) const {
    if (outer.state == none) return true;
    bool const below = node.state > outer.state && node.state <= shapes_[outer.state].last;
    return below && (outer.part == 0 || outer.part == node.part);
}

bool Chart::is_before(Node a, Node b) const {
    if (a.part != b.part && a.part != 0 && b.part != 0 &&
        shapes_[a.state].region == shapes_[b.state].region) {
        return a.part < b.part;
    }
    return a.state < b.state;
}

std::span<Index const> Chart::children(Index state) const {
    auto const range = shapes_[state].children;
    return {children_.data() + range.begin, range.end - range.begin};
}

}  // namespace duban::statechart
