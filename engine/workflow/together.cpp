#include "engine/workflow/together.hpp"

namespace duban::workflow {

bool is_within(Workflow const& workflow, Index state, Index outer) {
    while (state != none && state != outer) state = workflow.states[state].parent;
    return state == outer;
}

bool can_be_together(Workflow const& workflow, Index a, Index b) {
    if (is_within(workflow, a, b) || is_within(workflow, b, a)) return true;
    auto around = workflow.states[a].parent;
    while (around != none && !is_within(workflow, b, around))
        around = workflow.states[around].parent;
    return around != none && workflow.states[around].parallel;
}

}  // namespace duban::workflow
