// The extension of a deadline: the whole term is another one, counted from the first start.
#pragma once

#include <optional>

#include "engine/tracking/case.hpp"

namespace duban::tracking {

/// Why the deadline cannot be extended now; nothing where it can. `running`: null where it does not
/// run.
std::optional<Text> why_no_extension(Procedure const& procedure,
                                     Deadline const* running,
                                     Instant now);

/// To the next of the terms that its definition names. It can be extended.
void extend(Procedure const& procedure, Deadline& deadline, Instant at);

}  // namespace duban::tracking
