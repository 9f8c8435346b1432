#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/cli/case_view.hpp"
#include "adapters/cli/commands.hpp"

namespace duban::cli {

void add_show(CLI::App& app, Session& session) {
    auto* const command = app.add_subcommand("show", "Show a case");
    auto const number = std::make_shared<std::int64_t>(0);
    command->add_option("case", *number, "its number")->required();
    command->callback([&session, number] {
        auto const house = House::open(session, Access::look);
        if (!house) return;
        auto const reader = house->store().read();
        auto const file = find_case(session, *house, *reader, *number);
        if (!file) return;
        print(session.json ? case_json(*file) + "\n" : case_text(*file, *house, session.language));
    });
}

}  // namespace duban::cli
