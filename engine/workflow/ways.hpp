// The ways of a chart, whatever its guards say: what leads out of a state and where to. For those
// who prove something of a definition.
#pragma once

#include <vector>

#include "engine/workflow/workflow.hpp"

namespace duban::workflow {

/// Calls `see` for every way out that is written at the state itself.
template <class See>
void each_alternative(State const& state, See see) {
    for (auto const& action : state.actions) {
        for (auto const& alternative : action.alternatives) see(alternative);
    }
    for (auto const& alternative : state.automatically) see(alternative);
    for (auto const& alternative : state.on_done) see(alternative);
    if (!state.due) return;
    for (auto const& alternative : state.due->on_due) see(alternative);
}

/// Calls `see` for every state that the alternative may lead to.
template <class See>
void each_target(Alternative const& alternative, See see) {
    if (!alternative.go) return;
    see(alternative.go->state);
    if (alternative.go->otherwise != none) see(alternative.go->otherwise);
}

/// The states a case can be in.
class Reach {
  public:
    explicit Reach(Workflow const& workflow)
        : workflow_{&workflow}, reached_(workflow.states.size()) {
        enter(workflow.start);
        while (!waiting_.empty()) {
            auto const state = waiting_.back();
            waiting_.pop_back();
            each_alternative(workflow.states[state], [this](Alternative const& alternative) {
                each_target(alternative, [this](Index target) { enter(target); });
            });
        }
    }

    [[nodiscard]] bool has(std::size_t state) const { return reached_[state]; }

  private:
    void enter(Index target) {
        for (auto state = target; state != none; state = workflow_->states[state].parent)
            mark(state);
    }

    void mark(Index state) {
        if (reached_[state]) return;
        reached_[state] = true;
        waiting_.push_back(state);
        auto const& entered = workflow_->states[state];
        if (entered.start != none) enter(entered.start);
        if (!entered.parallel) return;
        for (std::size_t i = state + std::size_t{1}; i < workflow_->states.size(); ++i) {
            if (workflow_->states[i].parent == state) enter(static_cast<Index>(i));
        }
    }

    Workflow const* workflow_;
    std::vector<bool> reached_;
    std::vector<Index> waiting_;
};

/// The states from which the end of the case can be reached: found backwards, until nothing is
/// added.
class Ends {
  public:
    explicit Ends(Workflow const& workflow)
        : states_{workflow.states}, reached_(states_.size()), upwards_(states_.size()) {
        bool changed = true;
        while (changed) {
            changed = false;
            for (std::size_t i = 0; i < states_.size(); ++i) changed = look(i) || changed;
        }
    }

    [[nodiscard]] bool has(std::size_t state) const { return reached_[state]; }

  private:
    /// Whether something was added.
    bool look(std::size_t i) {
        auto const& state = states_[i];
        bool upwards = state.parent != none && upwards_[state.parent];
        each_alternative(state, [&](Alternative const& alternative) {
            each_target(alternative, [&](Index target) { upwards = upwards || reached_[target]; });
        });
        bool const is_last = state.end && state.parent == none;
        bool const within = state.start != none && reached_[state.start];
        bool const reached = upwards || is_last || within || is_reached_in_region(i);
        bool const changed = upwards != upwards_[i] || reached != reached_[i];
        upwards_[i] = upwards;
        reached_[i] = reached;
        return changed;
    }

    [[nodiscard]] bool is_reached_in_region(std::size_t i) const {
        if (!states_[i].parallel) return false;
        for (auto region = i + 1; region < states_.size(); ++region) {
            if (states_[region].parent == i && reached_[region]) return true;
        }
        return false;
    }

    std::vector<State> const& states_;
    std::vector<bool> reached_;
    std::vector<bool> upwards_;  // by a way out of the state itself or one around it
};

}  // namespace duban::workflow
