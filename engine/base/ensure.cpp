#include "engine/base/ensure.hpp"

#include <cstdio>
#include <cstdlib>

namespace duban {

void broken_invariant(char const* what, char const* file, int line, char const* function) {
    std::fprintf(stderr, "duban: broken invariant: %s (%s:%d in %s)\n", what, file, line, function);
    std::abort();
}

}  // namespace duban
