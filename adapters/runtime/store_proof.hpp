// Whether a store that has failed works again: reading it proves nothing, for a full disk is read as
// before.
#pragma once

#include "engine/ports/store.hpp"

namespace duban::runtime {

/// Writes, and leaves nothing. Throws ports::StoreFailure where nothing can be written.
void prove_writable(ports::Store& store);

}  // namespace duban::runtime
