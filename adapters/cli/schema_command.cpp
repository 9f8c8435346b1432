#include <CLI/CLI.hpp>
#include <array>
#include <iostream>
#include <memory>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration_nouns.hpp"
#include "engine/calendar/calendar_nouns.hpp"
#include "engine/delivery/directory_nouns.hpp"
#include "engine/revision/mapping_nouns.hpp"
#include "engine/scenario/scenario_nouns.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/yaml/schema.hpp"

namespace duban::cli {

namespace {

/// A file that people write, and the name its schema keeps as long as the format stays.
struct File {
    char const* name;
    yaml::Noun const* noun;
    char const* id;
};

constexpr std::array files{
    File{"workflow", &workflow::noun::workflow, "urn:duban:schema:workflow:1"},
    File{"messages", &workflow::noun::messages, "urn:duban:schema:messages:1"},
    File{"tests", &scenario::noun::tests, "urn:duban:schema:tests:1"},
    File{"upgrade", &revision::noun::mapping, "urn:duban:schema:upgrade:1"},
    File{"calendar", &calendar::noun::calendar, "urn:duban:schema:calendar:1"},
    File{"directory", &delivery::noun::directory, "urn:duban:schema:directory:1"},
    File{"configuration", &noun::configuration, "urn:duban:schema:configuration:1"},
};

void run(Session& session, std::string const& name) {
    for (auto const& file : files) {
        if (name == file.name)
            std::cout << yaml::schema_of(*file.noun, file.id, session.language) << '\n';
    }
}

}  // namespace

void add_schema(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("schema", "The JSON Schema of a file, for editors of YAML");
    auto const name = std::make_shared<std::string>("workflow");
    std::vector<std::string> names;
    for (auto const& file : files) names.emplace_back(file.name);
    command->add_option("file", *name, "Which file")->check(CLI::IsMember(names));
    command->callback([&session, name] { run(session, *name); });
}

}  // namespace duban::cli
