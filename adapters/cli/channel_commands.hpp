// The subcommands of `duban channel`.
#pragma once

#include "adapters/cli/session.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

void add_channel_check(CLI::App& above, Session& session);
void add_channel_test(CLI::App& above, Session& session);

}  // namespace duban::cli
