#include "engine/tracking/standstill.hpp"

#include <algorithm>

namespace duban::tracking {

using statechart::Node;

bool stands_still(workflow::Workflow const& workflow, statechart::NodeList const& active, Node of) {
    return std::any_of(active.begin(), active.end(), [&](Node node) {
        auto const& stops = workflow.states[node.state].stops_clock;
        bool const concerns = node.part == 0 || of.part == 0 || node.part == of.part;
        return concerns && std::find(stops.begin(), stops.end(), of.state) != stops.end();
    });
}

}  // namespace duban::tracking
