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

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               EventCame const& input);

Result<Change, Refusal> decide(Procedure const& procedure,
                               Case const& state,
                               Acknowledged const& input);

/// A late or repeated alarm gives an empty change; it is never refused.
Change decide(Procedure const& procedure, Case const& state, AlarmRang const& input);
Change decide(Procedure const& procedure, Case const& state, RaiseCame const& input);

/// The next value of the case. Deadlines that the change starts keep the ids given in it.
void apply(Change const& change, Case& state);

}  // namespace duban::tracking
