// The interpreter: one input is one run to completion, in the step order of W3C SCXML, appendix D:
// selection from inside outwards, conflicts between regions, exit, effects, entry, then what
// happens by itself until nothing does. It changes the position it is given; a run that does not
// end well leaves it spoilt, for the caller to throw away.
#pragma once

#include "engine/statechart/host.hpp"

namespace duban::statechart {

class Interpreter {
  public:
    enum class Outcome : std::uint8_t {
        done,
        unanswered,  // no active state had an open transition for the event: nothing happened
        given_up,    // the host could not do an effect
        endless,     // more than Bounds::automatic_steps_max steps after the first
    };

    Interpreter(Chart const& chart, Position& position, Host& host);

    /// Enters the chart's start.
    Outcome begin();
    Outcome take(Event event);

    /// No event: something has changed beside the chart, by which a guard may have become true or a
    /// list of parts another one.
    Outcome settle();

    /// An end state of the top level is active: nothing happens any more.
    [[nodiscard]] bool has_ended() const { return ended_; }

  private:
    struct Taken {
        Transition const* transition = nullptr;
        Node source;
        Node domain;         // of a move: what lies within it is left
        std::size_t at = 0;  // of a swap: where the source stands in the position
    };

    using Takens = ShortList<Taken, 4>;

    // selection.cpp: which transitions answer.
    template <class MayAnswer, class Answers>
    void select_from(PartNumber part, MayAnswer may_answer, Answers answers);
    template <class Transitions>
    bool select_first(Transitions const& transitions, Node source, std::size_t at);
    void select(Event event);
    [[nodiscard]] bool still_holds(Event event) const;
    void select_automatic();
    void drop_conflicting();
    [[nodiscard]] bool any_conflict() const;
    [[nodiscard]] bool conflict(Taken const& taken, Taken const& other) const;
    [[nodiscard]] bool is_active(Node node) const;
    [[nodiscard]] NodeList targets_of(Taken const& taken) const;
    [[nodiscard]] Node resumed_domain_of(Taken const& taken) const;
    [[nodiscard]] Node default_of(Transition const& resume, Node source) const;

    // interpreter.cpp: the steps.
    bool step();
    bool swap_leaf(Taken const& taken);
    bool swap_leaves();
    bool perform();
    bool leave_states();
    void remember(NodeList const& left);
    bool leave(Node node);
    Outcome complete();
    bool follow_parts();

    // entry.cpp: which states are entered, and what has ended by it.
    bool enter_states();
    void add_with_descendants(Node node, NodeList& entered);
    void add_children(Node parallel, NodeList& entered);
    void add_ancestors(Node node, Node domain, NodeList& entered);
    void add(Node node, NodeList& entered) const;
    bool enter(NodeList const& entered);
    void report_end(Node end, std::vector<workflow::Index>& regions);
    void report_parts(workflow::Index region);
    void report_done(Node node);
    [[nodiscard]] bool has_ended(Node node) const;
    [[nodiscard]] bool have_parts_ended(workflow::Index region) const;

    Chart const& chart_;
    Position& position_;
    Host& host_;
    Takens taken_;
    Raised raised_;
    NodeList asked_;     // an outer state that several inner ones share is asked once
    NodeList reported_;  // states whose regions were found to have ended in this step
    bool ended_ = false;
};

}  // namespace duban::statechart
