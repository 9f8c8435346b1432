#include "adapters/cli/page.hpp"

#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

void add_page_options(CLI::App& command, Session const& session, Page& page) {
    command
        .add_option("--limit",
                    page.limit,
                    words(session, "最多列出这么多（默认 100）", "at most so many (100)"))
        ->check(whole_number(session, 1, 10'000));
    command
        .add_option("--after",
                    page.after,
                    words(session, "从此编号之后开始", "beginning after this number"))
        ->check(whole_number(session, 0));
}

}  // namespace duban::cli
