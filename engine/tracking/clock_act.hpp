// What a person does to clocks: a deadline is extended, stopped or let go on; a whole case is
// suspended or resumed. An extension names the whole term, counted from the first start.
#pragma once

#include <optional>

#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// Why the clock cannot be moved so now; nothing where it can, and for actions that move none.
/// `running`: the deadline of the action's state, null where it does not run.
std::optional<Text> why_not(Procedure const& procedure,
                            Case const& state,
                            workflow::Action const& action,
                            Deadline const* running,
                            Instant now);

/// To the next of the terms that its definition names. It can be extended.
void extend(Procedure const& procedure, Deadline& deadline, Instant at);

/// How much later what waits comes while the case stands still, so that it does not come.
inline constexpr Duration laid_off = std::chrono::days{36525};

/// Said to everybody who asks for anything while the case stands still.
Text is_suspended(Procedure const& procedure, Case const& state);

}  // namespace duban::tracking
