// The conformance suite of ports::Store: the same cases run over every store. Each executable links
// the cases and one definition of `make_empty_store`.
#pragma once

#include <memory>

#include "engine/ports/store.hpp"

namespace duban::conformance {

/// A new store without rows, of the kind under test.
std::unique_ptr<ports::Store> make_empty_store();

}  // namespace duban::conformance
