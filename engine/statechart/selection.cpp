// Which transitions answer: selectTransitions and removeConflictingTransitions of appendix D.
#include <algorithm>

#include "engine/statechart/interpreter.hpp"

namespace duban::statechart {

using workflow::Index;
using workflow::none;
using workflow::Target;

/// The first open one of a state's transitions, in the order of the file.
template <class Transitions>
bool Interpreter::select_first(Transitions const& transitions, Node source, std::size_t at) {
    for (auto const& transition : transitions) {
        if (!host_.is_open(transition, source)) continue;
        bool const resumes = transition.target.kind != Target::Kind::state;
        auto const domain = resumes ? resumed_domain_of({&transition, source, {}, at})
                                    : chart_.near(source, transition.domain);
        taken_.push_back({&transition, source, domain, at});
        return true;
    }
    return false;
}

/// From every innermost active state outwards, until one answers. What comes from a part is not
/// heard in the others.
template <class MayAnswer, class Answers>
void Interpreter::select_from(PartNumber part, MayAnswer may_answer, Answers answers) {
    auto const* const active = position_.active.begin();
    auto const count = position_.active.size();
    asked_.clear();
    for (std::size_t i = 0; i < count; ++i) {
        auto const leaf = active[i];
        if (!may_answer(leaf.state)) continue;
        bool const is_last = i + 1 == count;
        bool const is_leaf = chart_.is_leaf(leaf.state);
        if (!is_leaf && !is_last && chart_.is_within(active[i + 1], leaf)) continue;
        if (part != 0 && leaf.part != 0 && leaf.part != part) continue;
        for (auto at = leaf; at.state != none; at = chart_.parent_of(at)) {
            auto const transitions = answers(at.state);
            if (transitions.empty()) continue;
            bool const lies_around = !is_leaf || at.state != leaf.state;  // others as well perhaps
            if (lies_around && asked_.has(at)) break;
            if (lies_around && !is_last) asked_.push_back(at);
            if (select_first(transitions, at, i)) break;
        }
    }
    if (taken_.size() > 1 && any_conflict()) drop_conflicting();
}

void Interpreter::select(Event event) {
    taken_.clear();
    if (event.kind == Event::Kind::done || event.kind == Event::Kind::due) {
        if (is_active(event.node) && still_holds(event)) {
            select_first(chart_.answers(event.node.state, event),
                         event.node,
                         position_.active.find(event.node));
        }
        return;
    }
    select_from(
        event.node.part,
        [&](Index state) { return chart_.may_answer(state, event); },
        [&](Index state) { return chart_.answers(state, event); });
}

/// Since all was done, parts may have come.
bool Interpreter::still_holds(Event event) const {
    if (event.kind != Event::Kind::done || !chart_.has_parts()) return true;
    bool const is_region = chart_.is_for_each(event.node.state) && event.node.part == 0;
    return is_region ? have_parts_ended(event.node.state) : has_ended(event.node);
}

void Interpreter::select_automatic() {
    taken_.clear();
    select_from(
        0, [](Index) { return true; }, [&](Index state) { return chart_.automatic(state); });
}

bool Interpreter::is_active(Node node) const {
    // A region of parts has no node of its own: its parts have.
    bool const is_region = chart_.is_for_each(node.state) && node.part == 0;
    return position_.active.has(is_region ? chart_.parent_of(node) : node);
}

/// Both would leave some state that is active.
bool Interpreter::conflict(Taken const& taken, Taken const& other) const {
    if (!taken.transition->moves || !other.transition->moves) return false;
    return taken.domain == other.domain || chart_.is_within(taken.domain, other.domain) ||
           chart_.is_within(other.domain, taken.domain);
}

bool Interpreter::any_conflict() const {
    for (std::size_t i = 1; i < taken_.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (conflict(taken_[i], taken_[j])) return true;
        }
    }
    return false;
}

void Interpreter::drop_conflicting() {
    Takens kept;
    for (auto const& taken : taken_) {
        std::vector<std::size_t> yield;
        bool preempted = false;
        for (std::size_t i = 0; i < kept.size() && !preempted; ++i) {
            if (!conflict(taken, kept[i])) continue;
            if (chart_.is_within(taken.source, kept[i].source)) {
                yield.push_back(i);
            } else {
                preempted = true;
            }
        }
        if (preempted) continue;
        for (auto at = yield.rbegin(); at != yield.rend(); ++at) {
            kept.erase(*at);
        }
        kept.push_back(taken);
    }
    taken_ = std::move(kept);
}

/// Where a resume leads when nothing is remembered.
Node Interpreter::default_of(Transition const& resume, Node source) const {
    auto const& target = resume.target;
    if (target.otherwise != none) return chart_.near(source, target.otherwise);
    auto const resumed = chart_.near(source, target.state);
    if (!chart_.is_compound(resumed.state)) return resumed;
    return {chart_.start_of(resumed.state), resumed.part};
}

/// Where the move really leads: a resume leads to what is remembered, which may have been
/// remembered by this very move, when it left the state that it resumes; but not by another move of
/// the same step, which this one knows nothing of.
NodeList Interpreter::targets_of(Taken const& taken) const {
    auto const& target = taken.transition->target;
    NodeList targets;
    if (target.kind == Target::Kind::state) {
        targets.push_back(chart_.near(taken.source, target.state));
        return targets;
    }
    auto const* const remembered = position_.remembered(chart_.near(taken.source, target.state),
                                                        target.kind == Target::Kind::resume_deep);
    bool const resumes = remembered != nullptr && !remembered->empty() &&
                         chart_.is_within((*remembered)[0], taken.domain);
    if (resumes) return *remembered;
    targets.push_back(default_of(*taken.transition, taken.source));
    return targets;
}

/// The innermost compound state around the source and what is resumed: what is within it is left.
Node Interpreter::resumed_domain_of(Taken const& taken) const {
    auto const& transition = *taken.transition;
    auto const targets = targets_of(taken);
    auto const holds = [&](Node node) {
        return chart_.is_compound(node.state) &&
               std::all_of(targets.begin(), targets.end(), [&](Node target) {
                   return chart_.is_within(target, node);
               });
    };
    if (transition.target.internal && holds(taken.source)) return taken.source;
    auto domain = chart_.parent_of(taken.source);
    while (domain.state != none && !holds(domain)) domain = chart_.parent_of(domain);
    return domain;
}

}  // namespace duban::statechart
