// The commands below `duban directory`.
#pragma once

#include "adapters/cli/session.hpp"

namespace CLI {
class App;
}

namespace duban::cli {

void add_directory_export(CLI::App& above, Session& session);
void add_directory_import(CLI::App& above, Session& session);
void add_directory_check(CLI::App& above, Session& session);

}  // namespace duban::cli
