#include "adapters/cli/directory_commands.hpp"

#include <CLI/CLI.hpp>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

void add_directory(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand(
        "directory",
        words(session,
              "通讯录：导出、导入、检查谁无法通知到",
              "The directory: export it, import people, check who cannot be reached"));
    command->require_subcommand(1);
    add_directory_export(*command, session);
    add_directory_import(*command, session);
    add_directory_check(*command, session);
}

}  // namespace duban::cli
