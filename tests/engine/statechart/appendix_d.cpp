#include "tests/engine/statechart/appendix_d.hpp"

#include <algorithm>
#include <stdexcept>

namespace duban::appendix_d {

using workflow::none;
using workflow::Target;

namespace {

bool isHistory(Target const& target) {
    return target.kind != Target::Kind::state;
}

}  // namespace

Interpreter::Interpreter(sketch::Program const& program)
    : program_{program}, document_{program.workflow().states}, transitions_(document_.size()) {
    auto const add = [&](std::size_t i, EventName const& event, auto const& alternatives) {
        for (auto const& alternative : alternatives) {
            transitions_[i].push_back({static_cast<State>(i), event, &alternative});
            auto const& go = alternative.go;
            if (go && isHistory(*go)) histories_.insert({go->state, go->kind});
        }
    };
    for (std::size_t i = 0; i < document_.size(); ++i) {
        auto const& state = document_[i];
        children_[state.parent].push_back(static_cast<State>(i));
        children_[static_cast<State>(i)];
        for (auto const& action : state.actions) {
            auto const& name = program.workflow().events[action.event];
            add(i, action.by_engine ? "raised." + name : name, action.alternatives);
        }
        add(i, "", state.automatically);
        add(i, "done.state." + state.name, state.on_done);
        if (state.due) add(i, "due." + state.name, state.due->on_due);
    }
}

State Interpreter::parent(State state) const {
    return document_[state].parent;
}

std::vector<State> const& Interpreter::getChildStates(State state) const {
    return children_.at(state);
}

std::vector<State> Interpreter::getProperAncestors(State state, State end) const {
    std::vector<State> ancestors;
    if (state == end || state == scxml) return ancestors;
    for (auto at = parent(state); at != end && at != scxml; at = parent(at)) {
        ancestors.push_back(at);
    }
    return ancestors;
}

bool Interpreter::isDescendant(State state, State ancestor) const {
    do state = parent(state);
    while (state != ancestor && state != scxml);
    return state == ancestor;
}

bool Interpreter::isAtomicState(State state) const {
    return !isCompoundState(state) && !isParallelState(state);
}

bool Interpreter::isCompoundState(State state) const {
    return document_[state].start != none;
}

bool Interpreter::isParallelState(State state) const {
    return document_[state].parallel;
}

bool Interpreter::isFinalState(State state) const {
    return document_[state].end;
}

bool Interpreter::isInFinalState(State state) const {
    auto const& children = getChildStates(state);
    if (isCompoundState(state)) {
        return std::any_of(children.begin(), children.end(), [&](State s) {
            return isFinalState(s) && configuration_.contains(s);
        });
    }
    return isParallelState(state) && std::all_of(children.begin(), children.end(), [&](State s) {
               return isInFinalState(s);
           });
}

Interpreter::Outcome Interpreter::begin() {
    States statesToEnter;
    addDescendantStatesToEnter(program_.workflow().start, statesToEnter);
    enterStates(statesToEnter);
    return mainEventLoop(0);
}

Interpreter::Outcome Interpreter::take(EventName const& event) {
    internalQueue_.clear();
    auto const enabled = selectTransitions(event);
    if (enabled.empty()) return Outcome::unanswered;
    microstep(enabled);
    return mainEventLoop(0);
}

/// Its inner loop: eventless transitions and internal events, until the macrostep is complete.
Interpreter::Outcome Interpreter::mainEventLoop(int steps) {
    for (bool macrostepDone = false; running_ && !macrostepDone;) {
        auto enabled = selectEventlessTransitions();
        if (enabled.empty()) {
            if (internalQueue_.empty()) {
                macrostepDone = true;
            } else {
                auto const event = internalQueue_.front();
                internalQueue_.pop_front();
                enabled = selectTransitions(event);
            }
        }
        if (!enabled.empty()) {
            if (++steps > workflow::Bounds::automatic_steps_max) return Outcome::endless;
            microstep(enabled);
        }
    }
    return Outcome::done;
}

Transitions Interpreter::selectEventlessTransitions() const {
    return selectTransitions("");
}

Transitions Interpreter::selectTransitions(EventName const& event) const {
    Transitions enabled;
    auto const selects = [&](State state) {
        for (auto const& t : transitions_[state]) {
            if (t.event != event || !conditionMatch(t)) continue;
            if (std::find(enabled.begin(), enabled.end(), t) == enabled.end()) enabled.push_back(t);
            return true;
        }
        return false;
    };
    for (auto const state : configuration_) {
        if (!isAtomicState(state)) continue;
        auto states = getProperAncestors(state, scxml);
        states.insert(states.begin(), state);
        static_cast<void>(std::any_of(states.begin(), states.end(), selects));
    }
    return removeConflictingTransitions(enabled);
}

bool Interpreter::conditionMatch(Transition const& transition) const {
    return program_.holds(*transition.alternative, trace_, [this](State state) {
        return configuration_.contains(state);
    });
}

Transitions Interpreter::removeConflictingTransitions(Transitions const& enabled) const {
    Transitions filtered;
    for (auto const& t1 : enabled) {
        bool t1Preempted = false;
        Transitions toRemove;
        for (auto const& t2 : filtered) {
            auto const exit1 = computeExitSet({t1});
            auto const exit2 = computeExitSet({t2});
            bool const intersect =
                std::any_of(exit1.begin(), exit1.end(), [&](State s) { return exit2.contains(s); });
            if (!intersect) continue;
            if (isDescendant(t1.source, t2.source)) {
                toRemove.push_back(t2);
            } else {
                t1Preempted = true;
                break;
            }
        }
        if (t1Preempted) continue;
        for (auto const& t3 : toRemove) std::erase(filtered, t3);
        filtered.push_back(t1);
    }
    return filtered;
}

States Interpreter::computeExitSet(Transitions const& transitions) const {
    States statesToExit;
    for (auto const& t : transitions) {
        if (!t.alternative->go) continue;
        auto const domain = getTransitionDomain(t);
        for (auto const s : configuration_) {
            if (isDescendant(s, domain)) statesToExit.insert(s);
        }
    }
    return statesToExit;
}

State Interpreter::getTransitionDomain(Transition const& t) const {
    auto const targets = getEffectiveTargetStates(t);
    bool const all_within = std::all_of(
        targets.begin(), targets.end(), [&](State s) { return isDescendant(s, t.source); });
    if (t.alternative->go->internal && isCompoundState(t.source) && all_within) return t.source;
    return findLCCA(t.source, targets);
}

State Interpreter::findLCCA(State head, States const& tail) const {
    for (auto const ancestor : getProperAncestors(head, scxml)) {
        if (!isCompoundState(ancestor)) continue;
        bool const all_within = std::all_of(
            tail.begin(), tail.end(), [&](State s) { return isDescendant(s, ancestor); });
        if (all_within) return ancestor;
    }
    return scxml;
}

States Interpreter::getEffectiveTargetStates(Transition const& t, State domain) const {
    auto const& target = *t.alternative->go;
    if (!isHistory(target)) return {target.state};
    auto const value = historyValue_.find({target.state, target.kind});
    bool const is_value = value != historyValue_.end() && !value->second.empty() &&
                          isDescendant(*value->second.begin(), domain);
    if (is_value) return value->second;
    return {default_of(target)};
}

/// The target of a history state's own transition. SCXML has none in a parallel or atomic state;
/// there the state itself stands for what it would be.
State Interpreter::default_of(Target const& history) const {
    if (history.otherwise != none) return history.otherwise;
    return isCompoundState(history.state) ? document_[history.state].start : history.state;
}

void Interpreter::microstep(Transitions const& enabled) {
    std::vector<State> domains;
    for (auto const& t : enabled) {
        domains.push_back(t.alternative->go ? getTransitionDomain(t) : scxml);
    }
    exitStates(enabled);
    executeTransitionContent(enabled);
    States statesToEnter;
    computeEntrySet(enabled, domains, statesToEnter);
    enterStates(statesToEnter);
    if (!isLegalConfiguration()) throw std::logic_error{"the chart stands in no configuration"};
}

void Interpreter::exitStates(Transitions const& enabled) {
    auto const exitSet = computeExitSet(enabled);
    std::vector<State> const statesToExit{exitSet.rbegin(), exitSet.rend()};  // in exit order
    for (auto const s : statesToExit) {
        for (auto const& h : histories_) {
            if (h.first != s) continue;
            States value;
            for (auto const s0 : configuration_) {
                bool const kept = h.second == Target::Kind::resume_deep
                                      ? isAtomicState(s0) && isDescendant(s0, s)
                                      : parent(s0) == s;
                if (kept) value.insert(s0);
            }
            historyValue_[h] = value;
        }
    }
    for (auto const s : statesToExit) {
        program_.leave(s, program_.name(s), trace_, [this](auto const& event) { raise(event); });
        configuration_.erase(s);
    }
}

void Interpreter::executeTransitionContent(Transitions const& enabled) {
    for (auto const& t : enabled) {
        program_.perform(*t.alternative, trace_, [this](auto const& event) { raise(event); });
    }
}

void Interpreter::enterStates(States const& statesToEnter) {
    for (auto const s : statesToEnter) {
        if (!configuration_.insert(s).second) {
            throw std::logic_error{program_.name(s) + " is active and entered again"};
        }
        program_.enter(s, program_.name(s), trace_, [this](auto const& event) { raise(event); });
        if (!isFinalState(s)) continue;
        if (parent(s) == scxml) {
            running_ = false;
            continue;
        }
        enqueue("done.state." + program_.name(parent(s)));
        auto const grandparent = parent(parent(s));
        if (grandparent != scxml && isParallelState(grandparent) && isInFinalState(grandparent)) {
            enqueue("done.state." + program_.name(grandparent));
        }
    }
}

/// Section 3.11: one top-level state, all children of a parallel state, one of a compound one.
bool Interpreter::isLegalConfiguration() const {
    auto const active = [&](State s) {
        auto const& children = getChildStates(s);
        return std::count_if(children.begin(), children.end(), [&](State child) {
            return configuration_.contains(child);
        });
    };
    return active(scxml) == 1 &&
           std::all_of(configuration_.begin(), configuration_.end(), [&](State s) {
               auto const wanted = isParallelState(s) ? std::ssize(getChildStates(s))
                                                      : (isCompoundState(s) ? 1 : 0);
               return active(s) == wanted &&
                      (parent(s) == scxml || configuration_.contains(parent(s)));
           });
}

void Interpreter::computeEntrySet(Transitions const& transitions,
                                  std::vector<State> const& domains,
                                  States& statesToEnter) const {
    for (std::size_t i = 0; i < transitions.size(); ++i) {
        auto const& t = transitions[i];
        if (!t.alternative->go) continue;
        auto const targets = getEffectiveTargetStates(t, domains[i]);
        for (auto const s : targets) addDescendantStatesToEnter(s, statesToEnter);
        for (auto const s : targets) addAncestorStatesToEnter(s, domains[i], statesToEnter);
    }
}

void Interpreter::addDescendantStatesToEnter(State state, States& statesToEnter) const {
    statesToEnter.insert(state);
    if (isCompoundState(state)) {
        addDescendantStatesToEnter(document_[state].start, statesToEnter);
    } else if (isParallelState(state)) {
        for (auto const child : getChildStates(state)) {
            bool const some = std::any_of(statesToEnter.begin(), statesToEnter.end(), [&](State s) {
                return isDescendant(s, child);
            });
            if (!some) addDescendantStatesToEnter(child, statesToEnter);
        }
    }
}

void Interpreter::addAncestorStatesToEnter(State state,
                                           State ancestor,
                                           States& statesToEnter) const {
    for (auto const anc : getProperAncestors(state, ancestor)) {
        statesToEnter.insert(anc);
        if (!isParallelState(anc)) continue;
        for (auto const child : getChildStates(anc)) {
            bool const some = std::any_of(statesToEnter.begin(), statesToEnter.end(), [&](State s) {
                return isDescendant(s, child);
            });
            if (!some) addDescendantStatesToEnter(child, statesToEnter);
        }
    }
}

}  // namespace duban::appendix_d
