#include "engine/statechart/interpreter.hpp"

#include <algorithm>

namespace duban::statechart {

using workflow::Index;
using workflow::none;

Interpreter::Interpreter(Chart const& chart, Position& position, Host& host)
    : chart_{chart}, position_{position}, host_{host} {}

Interpreter::Outcome Interpreter::begin() {
    NodeList entered;
    add_with_descendants({chart_.start(), 0}, entered);
    return enter(entered) ? complete() : Outcome::given_up;
}

Interpreter::Outcome Interpreter::take(Event event) {
    raised_.clear();
    select(event);
    if (taken_.empty()) return Outcome::unanswered;
    bool const is_swap = taken_.size() == 1 && taken_.front().transition->swaps;
    if (!(is_swap ? swap_leaf(taken_.front()) : step())) return Outcome::given_up;
    return raised_.empty() && !chart_.acts_by_itself() ? Outcome::done : complete();
}

Interpreter::Outcome Interpreter::settle() {
    return chart_.acts_by_itself() ? complete() : Outcome::done;
}

/// What happens by itself, until nothing does: first what is automatic, then what was raised.
Interpreter::Outcome Interpreter::complete() {
    for (int steps = 0; !ended_;) {
        if (chart_.has_parts() && !follow_parts()) return Outcome::given_up;
        taken_.clear();
        if (chart_.has_automatic()) select_automatic();
        if (taken_.empty()) {
            if (raised_.empty()) break;
            auto const event = raised_.pop();
            select(event);
            if (taken_.empty() && event.kind == Event::Kind::raised) host_.unanswered(event.number);
        }
        if (taken_.empty()) continue;
        if (++steps > workflow::Bounds::automatic_steps_max) return Outcome::endless;
        if (!step()) return Outcome::given_up;
    }
    return Outcome::done;
}

bool Interpreter::step() {
    bool const swaps = std::all_of(
        taken_.begin(), taken_.end(), [](Taken const& taken) { return taken.transition->swaps; });
    if (swaps) return swap_leaves();
    return leave_states() && perform() && enter_states();
}

/// What the three do, where but one innermost state changes: the same, and quick.
bool Interpreter::swap_leaf(Taken const& taken) {
    auto const& transition = *taken.transition;
    auto& active = position_.active;
    if (!host_.leave(taken.source, raised_)) return false;
    active.erase(taken.at);
    if (!host_.perform(transition, taken.source, raised_)) return false;
    auto const node = chart_.near(taken.source, transition.target.state);
    active.insert(taken.at, node);
    return host_.enter(node, raised_);
}

/// The same in several regions at once.
bool Interpreter::swap_leaves() {
    auto& active = position_.active;
    for (auto i = taken_.size(); i-- > 0;) {
        if (!host_.leave(taken_[i].source, raised_)) return false;
        active.erase(taken_[i].at);
    }
    if (!perform()) return false;
    for (auto const& taken : taken_) {
        auto const node = chart_.near(taken.source, taken.transition->target.state);
        active.insert(taken.at, node);
        if (!host_.enter(node, raised_)) return false;
    }
    return true;
}

bool Interpreter::perform() {
    return std::all_of(taken_.begin(), taken_.end(), [this](Taken const& taken) {
        return host_.perform(*taken.transition, taken.source, raised_);
    });
}

bool Interpreter::leave_states() {
    NodeList domains;
    for (auto const& taken : taken_) {
        if (taken.transition->moves) domains.push_back(taken.domain);
    }
    NodeList left;  // innermost first
    auto const& active = position_.active;
    for (auto i = active.size(); i-- > 0;) {
        bool const within = std::any_of(domains.begin(), domains.end(), [&](Node domain) {
            return chart_.is_within(active[i], domain);
        });
        if (within) left.push_back(active[i]);
    }
    remember(left);
    return std::all_of(left.begin(), left.end(), [this](Node node) { return leave(node); });
}

bool Interpreter::leave(Node node) {
    if (!host_.leave(node, raised_)) return false;
    position_.active.erase(position_.active.find(node));
    return true;
}

/// Keeps what is active in the states that a move may resume, before the first of them is left.
void Interpreter::remember(NodeList const& left) {
    auto const& active = position_.active;
    for (auto const node : left) {
        for (bool const deep : {true, false}) {
            if (!chart_.is_resumed(node.state, deep)) continue;
            Memory memory{.state = node.state, .part = node.part, .deep = deep, .nodes = {}};
            for (std::size_t i = 0; i < active.size(); ++i) {
                bool const is_leaf =
                    i + 1 == active.size() || !chart_.is_within(active[i + 1], active[i]);
                bool const kept = deep ? is_leaf && chart_.is_within(active[i], node)
                                       : chart_.parent_of(active[i]) == node;
                if (kept) memory.nodes.push_back(active[i]);
            }
            std::erase_if(position_.memories, [&](Memory const& old) {
                return old.state == node.state && old.part == node.part && old.deep == deep;
            });
            position_.memories.push_back(std::move(memory));
        }
    }
}

/// Lets the parts of the active regions follow their lists.
bool Interpreter::follow_parts() {
    auto const changes = host_.change_parts(position_);
    for (auto dropped = changes.dropped.rbegin(); dropped != changes.dropped.rend(); ++dropped) {
        bool const had_ended = have_parts_ended(dropped->state);
        auto const active = position_.active;
        for (auto i = active.size(); i-- > 0;) {
            bool const is_its_own = active[i] == *dropped || chart_.is_within(active[i], *dropped);
            if (is_its_own && !leave(active[i])) return false;
        }
        bool const more = std::any_of(changes.added.begin(), changes.added.end(), [&](Node node) {
            return node.state == dropped->state;
        });
        reported_.clear();
        if (!had_ended && !more) report_parts(dropped->state);
    }
    NodeList entered;
    for (auto const added : changes.added) add_with_descendants(added, entered);
    return entered.empty() || enter(entered);
}

}  // namespace duban::statechart
