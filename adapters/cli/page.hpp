// A page of a long listing: how many entries, and after which it begins.
#pragma once

#include <cstddef>
#include <cstdint>

#include "adapters/cli/session.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

struct Page {
    std::size_t limit = 100;
    std::int64_t after = 0;  // the number of the last entry on the page before
};

/// `--limit` and `--after`.
void add_page_options(CLI::App& command, Session const& session, Page& page);

}  // namespace duban::cli
