// Which states are entered, and what has ended by it: enterStates, computeEntrySet and
// isInFinalState of appendix D.
#include <algorithm>

#include "engine/statechart/interpreter.hpp"

namespace duban::statechart {

using workflow::Index;
using workflow::none;

bool Interpreter::enter_states() {
    NodeList entered;
    for (auto const& taken : taken_) {
        if (!taken.transition->moves) continue;
        auto const targets = targets_of(taken);
        for (auto const target : targets) add_with_descendants(target, entered);
        for (auto const target : targets) add_ancestors(target, taken.domain, entered);
    }
    return enter(entered);
}

void Interpreter::add(Node node, NodeList& entered) const {
    std::size_t at = entered.size();
    while (at > 0 && chart_.is_before(node, entered[at - 1])) --at;
    if (at == 0 || entered[at - 1] != node) entered.insert(at, node);
}

void Interpreter::add_with_descendants(Node node, NodeList& entered) {
    add(node, entered);
    if (chart_.is_compound(node.state)) {
        add_with_descendants({chart_.start_of(node.state), node.part}, entered);
    } else if (chart_.is_parallel(node.state)) {
        add_children(node, entered);
    }
}

void Interpreter::add_children(Node parallel, NodeList& entered) {
    for (auto const child : chart_.children(parallel.state)) {
        bool const of_parts = chart_.is_for_each(child);
        Node const node{child, of_parts ? PartNumber{0} : parallel.part};
        bool const begun = std::any_of(entered.begin(), entered.end(), [&](Node other) {
            return chart_.is_within(other, node);
        });
        if (begun) continue;
        if (!of_parts) {
            add_with_descendants(node, entered);
            continue;
        }
        for (auto const part : host_.open_parts(child)) {
            add_with_descendants({child, part}, entered);
        }
    }
}

void Interpreter::add_ancestors(Node node, Node domain, NodeList& entered) {
    for (auto at = chart_.parent_of(node); at.state != none && at != domain;
         at = chart_.parent_of(at)) {
        add(at, entered);
        if (chart_.is_parallel(at.state)) add_children(at, entered);
    }
}

bool Interpreter::enter(NodeList const& entered) {
    reported_.clear();
    std::vector<Index> regions;  // whose parts may all have ended now
    for (auto const node : entered) {
        add(node, position_.active);
        if (!host_.enter(node, raised_)) return false;
        if (chart_.is_end(node.state)) report_end(node, regions);
        if (!chart_.has_parts() || !chart_.is_parallel(node.state)) continue;
        for (auto const child : chart_.children(node.state)) {
            if (chart_.is_for_each(child)) regions.push_back(child);
        }
    }
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    for (auto const region : regions) report_parts(region);
    return true;
}

void Interpreter::report_end(Node end, std::vector<Index>& regions) {
    auto const outer = chart_.parent_of(end);
    if (outer.state == none) {
        ended_ = true;
        return;
    }
    if (chart_.is_for_each(outer.state)) {
        regions.push_back(outer.state);
        return;
    }
    report_done(outer);
}

void Interpreter::report_parts(Index region) {
    if (have_parts_ended(region)) report_done({region, 0});
}

/// And the state around it, if with this all its regions have ended.
void Interpreter::report_done(Node node) {
    raised_.push({.kind = Event::Kind::done, .number = none, .node = node});
    auto const outer = chart_.parent_of(node);
    if (outer.state == none || !chart_.is_parallel(outer.state)) return;
    if (reported_.has(outer) || !has_ended(outer)) return;
    reported_.push_back(outer);
    raised_.push({.kind = Event::Kind::done, .number = none, .node = outer});
}

bool Interpreter::has_ended(Node node) const {
    auto const& active = position_.active;
    if (chart_.is_parallel(node.state)) {
        auto const children = chart_.children(node.state);
        return std::all_of(children.begin(), children.end(), [&](Index child) {
            return chart_.is_for_each(child) ? have_parts_ended(child)
                                             : has_ended(Node{child, node.part});
        });
    }
    return std::any_of(active.begin(), active.end(), [&](Node child) {
        return chart_.is_end(child.state) && chart_.parent_of(child) == node;
    });
}

/// A region without parts has nothing left to do.
bool Interpreter::have_parts_ended(Index region) const {
    auto const& active = position_.active;
    return std::all_of(active.begin(), active.end(), [&](Node node) {
        return node.state != region || has_ended(node);
    });
}

}  // namespace duban::statechart
