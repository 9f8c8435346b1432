#include "engine/base/ensure.hpp"

#include <cstdio>
#include <cstdlib>

namespace duban {

void broken_invariant(char const* what, std::source_location where) {
    std::fprintf(stderr,
                 "duban: broken invariant: %s (%s:%u in %s)\n",
                 what,
                 where.file_name(),
                 static_cast<unsigned>(where.line()),
                 where.function_name());
    std::abort();
}

}  // namespace duban
