#include "engine/tracking/change.hpp"

namespace duban::tracking {

// Not in the class: there a new change would be filled with zeros first, then with its defaults,
// and `decide` would spend a tenth of its time on that.
Change::Change() = default;

}  // namespace duban::tracking
