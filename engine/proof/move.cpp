#include "engine/proof/move.hpp"

namespace duban::proof {

using workflow::Index;
using workflow::none;
using workflow::Workflow;

bool lies_within(Workflow const& workflow, Index inner, Index outer) {
    for (auto state = workflow.states[inner].parent; state != none;
         state = workflow.states[state].parent) {
        if (state == outer) return true;
    }
    return false;
}

Index kept_around(Workflow const& workflow, Index source, Index target, bool internal) {
    auto const& states = workflow.states;
    bool const is_inside = lies_within(workflow, target, source);
    if (internal && is_inside && !states[source].parallel) return source;
    auto kept = states[source].parent;
    while (kept != none && (states[kept].parallel || !lies_within(workflow, target, kept))) {
        kept = states[kept].parent;
    }
    return kept;
}

}  // namespace duban::proof
