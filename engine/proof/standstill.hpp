// Where the clock of a deadline stands still.
#pragma once

#include "engine/workflow/workflow.hpp"

namespace duban::proof {

/// The outermost state, `state` or one around it, that stops the clock of `deadline` (the state
/// that has it); `none` where none does.
workflow::Index stopped_by(workflow::Workflow const& workflow,
                           workflow::Index state,
                           workflow::Index deadline);

/// Whether a person can stop the clock of the state's own deadline.
bool is_stopped_by_hand(workflow::State const& state);

}  // namespace duban::proof
