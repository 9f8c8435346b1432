#include "engine/proof/standstill.hpp"

#include <algorithm>

namespace duban::proof {

using workflow::Index;
using workflow::none;

Index stopped_by(workflow::Workflow const& workflow, Index state, Index deadline) {
    auto stopping = none;
    for (; state != none; state = workflow.states[state].parent) {
        auto const& stops = workflow.states[state].stops_clock;
        if (std::ranges::find(stops, deadline) != stops.end()) stopping = state;
    }
    return stopping;
}

bool is_stopped_by_hand(workflow::State const& state) {
    return std::ranges::find(state.actions, workflow::ClockAct::stop, &workflow::Action::clock) !=
           state.actions.end();
}

}  // namespace duban::proof
