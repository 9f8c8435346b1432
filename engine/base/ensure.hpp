// ensure: our own invariants. Always on; a broken one is logged to standard error and aborts,
// because going on would write nonsense to a record that people rely on. The store is durable: a
// restart is safe.
#pragma once

namespace duban {

[[noreturn]] void broken_invariant(char const* what,
                                   char const* file,
                                   int line,
                                   char const* function);

// The built-ins and not std::source_location, which clang 14 (the fuzzers) does not know.
inline void ensure(bool condition,
                   char const* what,
                   char const* file = __builtin_FILE(),
                   int line = __builtin_LINE(),
                   char const* function = __builtin_FUNCTION()) {
    if (!condition) [[unlikely]] {
        broken_invariant(what, file, line, function);
    }
}

}  // namespace duban
