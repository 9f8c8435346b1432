#include "engine/tracking/change.hpp"

namespace duban::tracking {

// Not in the class: there a new change would be filled with zeros first, then with its defaults,
// and `decide` would spend a tenth of its time on that.
Change::Change() = default;

Change unmoved(Case const& state, Instant at) {
    Change change;
    change.at = at;
    change.position = state.position;
    change.parts = state.parts;
    change.last_part = state.last_part;
    return change;
}

}  // namespace duban::tracking
