// What a phase says of a delivery's fate, for whoever does not care for the phase itself.
#pragma once

#include "engine/delivery/delivery.hpp"

namespace duban::delivery {

/// It waits, is being sent, is held back or goes with a digest: the outcome is still to come. A
/// reserve is not under way before it is called up.
[[nodiscard]] bool is_under_way(Phase phase);

/// Nothing more happens to it by itself.
[[nodiscard]] bool has_ended(Phase phase);

/// It has ended, is not known to have arrived, and was not withdrawn.
[[nodiscard]] bool is_lost(Phase phase);

}  // namespace duban::delivery
