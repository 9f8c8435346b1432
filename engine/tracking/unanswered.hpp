// A name that nothing answers where the case stands: why not, which word was probably meant, and
// what could be asked instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/tracking/case.hpp"
#include "engine/tracking/input.hpp"

namespace duban::tracking {

/// The paths of the states that know the action; `by_engine`: as the answer to a raised event.
std::vector<std::string_view> states_that_know(workflow::Workflow const& workflow,
                                               std::string_view action,
                                               bool by_engine);

/// No active state knows the action.
Refusal unanswered_action(Procedure const& procedure, Case const& state, std::string_view name);

/// No active state answers the event.
Refusal unanswered_event(Procedure const& procedure, Case const& state, std::string_view name);

}  // namespace duban::tracking
