// Result<T, E>: a value, or the expected "no" of a user or of the world. Our own mistakes are
// `ensure`, the machine's failures are exceptions; neither travels in a Result. The alias hides the
// library, so that std::expected can take its place.
#pragma once

#include <tl/expected.hpp>

namespace duban {

template <class Value, class Error>
using Result = tl::expected<Value, Error>;

template <class Error>
using Failure = tl::unexpected<Error>;

}  // namespace duban
