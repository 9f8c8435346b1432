// ensure: our own invariants. Always on; a broken one is logged to standard error and aborts,
// because going on would write nonsense to a record that people rely on. The store is durable: a
// restart is safe.
#pragma once

#include <source_location>

namespace duban {

[[noreturn]] void broken_invariant(char const* what, std::source_location where);

inline void ensure(bool condition,
                   char const* what,
                   std::source_location where = std::source_location::current()) {
    if (!condition) [[unlikely]] {
        broken_invariant(what, where);
    }
}

}  // namespace duban
