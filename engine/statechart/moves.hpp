// One run-to-completion step over the compiled table, as far as states are concerned: which states
// a move leaves and enters, in the order of W3C SCXML appendix D (inner before outer on the way
// out, outer before inner on the way in). No effects, no guards.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "engine/workflow/workflow.hpp"

namespace duban::statechart {

/// A short list of states: never longer than the depth of a chart.
class StateList {
  public:
    void push_back(workflow::Index state);

    [[nodiscard]] workflow::Index const* begin() const { return states_.data(); }

    [[nodiscard]] workflow::Index const* end() const { return states_.data() + size_; }

    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    std::array<workflow::Index, workflow::Bounds::depth_max + 1> states_{};
    std::size_t size_ = 0;
};

struct Moves {
    StateList left;     // innermost first
    StateList entered;  // outermost first; the last one is the new leaf
    workflow::Index leaf = workflow::none;
};

/// From the leaf `from` (none: the case begins) to `target`, entered down its `start` states.
/// `source` is the state whose action moves: a target that is the source itself or one of its
/// ancestors is left and entered again.
Moves move(workflow::Workflow const& workflow,
           workflow::Index from,
           workflow::Index source,
           workflow::Index target);

bool is_within(workflow::Workflow const& workflow, workflow::Index state, workflow::Index ancestor);

}  // namespace duban::statechart
