// The heart: what an input does to a case. Pure functions of values; the same question always has
// the same answer, and a refusal changes nothing.
#pragma once

#include "engine/base/result.hpp"
#include "engine/tracking/case.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/input.hpp"

namespace duban::tracking {

Result<Change, Refusal> decide(Procedure const& procedure, Filed const& input);
Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               ActionAsked const& input);

/// A late or repeated alarm gives an empty change; it is never refused.
Change decide(Procedure const& procedure, Case const& state, AlarmRang const& input);

/// The next value of the case. Deadlines that the change starts keep the ids given in it.
void apply(Change const& change, Case& state);

/// Whether the actor may speak in one of these roles on this case.
bool has_role(workflow::Workflow const& workflow,
              Case const& state,
              Actor const& actor,
              std::vector<workflow::Index> const& roles);

}  // namespace duban::tracking
