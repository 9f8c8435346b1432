// The fingerprint of a request: what it asks for, as a hash. Equal for every repeat of it, whatever
// the order of its values and whichever revision its sender has seen.
#pragma once

#include "engine/base/sha256.hpp"
#include "engine/service/tracker.hpp"

namespace duban::service {

Hash fingerprint(Filing const& filing);
Hash fingerprint(Acting const& acting);
Hash fingerprint(Acknowledging const& acknowledging);
Hash fingerprint(Reminding const& reminding);
Hash fingerprint(CancellingReminder const& cancelling);

}  // namespace duban::service
