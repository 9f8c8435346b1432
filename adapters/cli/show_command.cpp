#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/cli/usage_impl.hpp"

namespace duban::cli {

void add_show(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand("show", words(session, "查看案件", "Show a case"));
    auto const number = std::make_shared<std::int64_t>(0);
    add_case_number(*command, session, *number);
    command->callback([&session, number] {
        auto const house = House::open(session, Access::look);
        if (!house) return;
        auto const reader = house->store().read();
        auto const file = find_case(session, *house, *reader, *number);
        if (!file) return;
        auto const reminders = reader->personal_reminders(file->row.id);
        print(session.json ? case_json(*file, reminders) + "\n"
                           : case_text(*file, reminders, *house, session.language));
    });
}

}  // namespace duban::cli
