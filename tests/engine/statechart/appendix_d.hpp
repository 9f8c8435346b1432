// The reference: W3C SCXML's appendix D ("Algorithm for SCXML Interpretation"), its functions under
// their own names, over sets of states. Slow and plain, and it shares nothing with
// engine/statechart. Parts are not of SCXML and not of this.
//
// Where a history is named from within its own parent or from a region beside it, the appendix
// would leave a chart that is no configuration any more, for it looks the targets up again after
// history values have changed. Read here is what section 3.13 says, that the states entered are
// those not active or just left:
// - a transition's domain is found once, before anything is left, and only what lies within it is
//   entered for this transition;
// - a history value recorded by another transition of the same microstep does not count for it.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/engine/statechart/program.hpp"

namespace duban::appendix_d {

using State = workflow::Index;
constexpr State scxml = workflow::none;  // the element above all states

/// `go`, `raised.go`, `done.state.a`, `due.a`: by name, as SCXML has it.
using EventName = std::string;

struct Transition {
    State source = scxml;
    EventName event;  // empty: eventless
    workflow::Alternative const* alternative = nullptr;

    friend auto operator<=>(Transition const&, Transition const&) = default;
};

using States = std::set<State>;  // in document order
using Transitions = std::vector<Transition>;

class Interpreter {
  public:
    explicit Interpreter(sketch::Program const& program);

    enum class Outcome : std::uint8_t { done, unanswered, endless };

    Outcome begin();
    Outcome take(EventName const& event);

    [[nodiscard]] States const& configuration() const { return configuration_; }

    [[nodiscard]] sketch::Trace const& trace() const { return trace_; }

    [[nodiscard]] bool running() const { return running_; }

  private:
    using HistoryId = std::pair<State, workflow::Target::Kind>;

    // The shape of the document.
    [[nodiscard]] State parent(State state) const;
    [[nodiscard]] std::vector<State> const& getChildStates(State state) const;
    [[nodiscard]] std::vector<State> getProperAncestors(State state, State end) const;
    [[nodiscard]] bool isDescendant(State state, State ancestor) const;
    [[nodiscard]] bool isAtomicState(State state) const;
    [[nodiscard]] bool isCompoundState(State state) const;
    [[nodiscard]] bool isParallelState(State state) const;
    [[nodiscard]] bool isFinalState(State state) const;
    [[nodiscard]] bool isInFinalState(State state) const;

    // Selection.
    [[nodiscard]] Transitions selectEventlessTransitions() const;
    [[nodiscard]] Transitions selectTransitions(EventName const& event) const;
    [[nodiscard]] Transitions removeConflictingTransitions(Transitions const& enabled) const;
    [[nodiscard]] bool conditionMatch(Transition const& transition) const;
    [[nodiscard]] States computeExitSet(Transitions const& transitions) const;
    [[nodiscard]] State getTransitionDomain(Transition const& transition) const;
    [[nodiscard]] State findLCCA(State head, States const& tail) const;
    [[nodiscard]] States getEffectiveTargetStates(Transition const& transition,
                                                  State domain = scxml) const;
    [[nodiscard]] State default_of(workflow::Target const& history) const;

    // The steps.
    Outcome mainEventLoop(int steps);
    void microstep(Transitions const& enabled);
    void exitStates(Transitions const& enabled);
    void executeTransitionContent(Transitions const& enabled);
    void enterStates(States const& statesToEnter);
    void computeEntrySet(Transitions const& transitions,
                         std::vector<State> const& domains,
                         States& statesToEnter) const;
    [[nodiscard]] bool isLegalConfiguration() const;
    void addDescendantStatesToEnter(State state, States& statesToEnter) const;
    void addAncestorStatesToEnter(State state, State ancestor, States& statesToEnter) const;

    void raise(EventName const& event) { enqueue("raised." + event); }

    void enqueue(EventName event) { internalQueue_.push_back(std::move(event)); }

    sketch::Program const& program_;
    std::vector<workflow::State> const& document_;
    std::map<State, std::vector<State>> children_;
    std::vector<Transitions> transitions_;  // by source, in document order
    std::set<HistoryId> histories_;         // the history states that some transition names
    std::map<HistoryId, States> historyValue_;
    States configuration_;
    std::deque<EventName> internalQueue_;
    sketch::Trace trace_;
    bool running_ = true;
};

}  // namespace duban::appendix_d
