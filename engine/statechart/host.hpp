// What the interpreter asks of whoever runs a chart: whether a transition is open, and that the
// effects be done, in the order in which it asks. The interpreter knows states and moves alone.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/statechart/chart.hpp"
#include "engine/statechart/position.hpp"

namespace duban::statechart {

/// Events raised in the step that runs, answered in their order before the next input.
class Raised {
  public:
    void push(Event event) { events_.push_back(event); }

    [[nodiscard]] bool empty() const { return next_ == events_.size(); }

    /// There is one.
    Event pop() { return events_[next_++]; }

    void clear() {
        events_.clear();
        next_ = 0;
    }

  private:
    std::vector<Event> events_;
    std::size_t next_ = 0;
};

class Host {
  public:
    virtual ~Host() = default;

    virtual bool is_open(Transition const& transition, Node source) = 0;

    // Each returns false where the step must be given up; nothing of it is then to be kept.
    virtual bool perform(Transition const& transition, Node source, Raised& raised) = 0;
    virtual bool enter(Node node, Raised& raised) = 0;
    virtual bool leave(Node node, Raised& raised) = 0;

    /// The parts of a `for_each` region that is entered, made now; in the order of their items.
    virtual std::vector<PartNumber> open_parts(workflow::Index region) = 0;

    struct PartChanges {
        std::vector<Node> dropped;  // the regions' nodes, in document order
        std::vector<Node> added;
    };

    /// What the list of a region that is active has lost and gained since its parts were made.
    virtual PartChanges change_parts(Position const& position) = 0;

    /// What an effect has raised found no answer: nothing happens.
    virtual void unanswered(workflow::Index /*event*/) {}
};

}  // namespace duban::statechart
