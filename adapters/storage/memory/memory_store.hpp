// A store that lives in memory: the contract of ports::Store without a disk, for tests and dry
// runs. Any thread may use it; a Reader keeps the rows of the moment it was made. It has no file,
// so nothing outlives the object and `backup` is refused.
#pragma once

#include <memory>

#include "engine/ports/store.hpp"

namespace duban::memory {

std::unique_ptr<ports::Store> make_memory_store();

}  // namespace duban::memory
