#include "tests/schema/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/configuration_nouns.hpp"
#include "engine/calendar/calendar_file.hpp"
#include "engine/calendar/calendar_nouns.hpp"
#include "engine/calendar/calendar_shelf.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/delivery/directory_file.hpp"
#include "engine/delivery/directory_nouns.hpp"
#include "engine/revision/mapping_nouns.hpp"
#include "engine/scenario/scenario_nouns.hpp"
#include "engine/scenario/scenario_reader.hpp"
#include "engine/workflow/nouns.hpp"
#include "engine/yaml/schema.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::schema {

namespace {

/// What a schema can tell of a file: its shape. All other rules need the whole file, or another.
constexpr std::array rules{
    "unknown-key",
    "missing-key",
    "missing-value",
    "wrong-kind",
    "unknown-word",
    "unknown-type",
    "not-yes-or-no",
    "not-a-number",
    "out-of-range",
    "unknown-format",
    "bad-term",
    "bad-offset",
    "bad-delay",
    "bad-name",
    "bad-id",
    "bad-phone",
    "too-long",
    "bad-choice",
    "empty-list",
    "no-states",
    "no-effect",
    "one-effect",
    "unknown-effect",
    "group-or-field",
    "after-the-end",
    "states-and-regions",
    "start-without-states",
    "beside-choose",
    "internal-without-go",
    "on-done-without-states",
    "without-every",
    "without-end",
    "without-for-each",
    "several-targets",
    "not-a-time",
    "not-a-day",
    "without-half-day",
};

std::string read_file(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error{fmt::format("cannot open {}", path)};
    return {std::istreambuf_iterator<char>{file}, {}};
}

template <class Read>
Problems errors_of(Read const& read) {
    return read ? Problems{} : read.error();
}

Problems errors_in(Problems const& problems, std::string const& file) {
    Problems errors;
    std::copy_if(
        problems.begin(), problems.end(), std::back_inserter(errors), [&](auto const& each) {
            return each.severity == Severity::error && each.file == file;
        });
    return errors;
}

std::string schemas() {
    boost::json::object all;
    auto const add = [&](std::string const& name, yaml::Noun const& noun) {
        all[name] = boost::json::parse(yaml::schema_of(noun, "urn:duban:" + name, Language::en));
    };
    add("workflow", workflow::noun::workflow);
    add("messages", workflow::noun::messages);
    add("tests", scenario::noun::tests);
    add("upgrade", revision::noun::mapping);
    add("calendar", calendar::noun::calendar);
    add("directory", delivery::noun::directory);
    add("configuration", cli::noun::configuration);
    return boost::json::serialize(all);
}

/// The tests beside a definition.
File tests_of(std::string const& name,
              workflow::NamedText const& tests,
              workflow::Workflow const& of) {
    auto const zone = calendar::Zone::find(of.time_zone);
    auto const read = scenario::read_scenarios(tests.text, tests.file, of, *zone);
    return {.schema = "tests",
            .name = fmt::format("{} {}", name, tests.file),
            .text = tests.text,
            .errors = errors_in(read.problems, tests.file)};
}

/// What the editor says of each.
std::vector<std::string> verdicts(std::vector<File> const& files) {
    support::TemporaryFolder const folder;
    std::ofstream{folder.file("schemas.json")} << schemas();
    std::ofstream lines{folder.file("files")};
    for (auto const& file : files) {
        boost::json::object const line{{"schema", file.schema}, {"text", file.text}};
        lines << boost::json::serialize(line) << '\n';
    }
    lines.close();
    support::ChildProcess judge{{"/usr/bin/env",
                                 "node",
                                 "tests/support/npm/schema_judge.mjs",
                                 folder.file("schemas.json"),
                                 folder.file("files")}};
    std::vector<std::string> found;
    while (auto line = judge.read_line()) found.push_back(std::move(*line));
    if (judge.wait() != 0 || found.size() != files.size()) {
        throw std::runtime_error{
            "the judge ended early; are its packages there? npm ci in tests/support/npm"};
    }
    return found;
}

bool can_be_told(Problem const& problem) {
    return std::find(rules.begin(), rules.end(), problem.rule) != rules.end();
}

std::string disagreement(File const& file, std::string const& verdict) {
    if (file.errors.empty()) {
        return verdict.empty()
                   ? ""
                   : fmt::format("{}: only the schema refuses: {}\n", file.name, verdict);
    }
    auto const told = std::find_if(file.errors.begin(), file.errors.end(), can_be_told);
    if (!verdict.empty() || told == file.errors.end()) return {};
    return fmt::format("{}: only the reader refuses: {} (line {}, column {})\n",
                       file.name,
                       told->rule,
                       told->at.line,
                       told->at.column);
}

}  // namespace

File read_calendar_as(std::string const& name, std::string const& text) {
    std::string const parent = "config/calendars/cn.yaml";
    auto const shelf = calendar::read_shelf(
        {{.file = name, .text = text}, {.file = parent, .text = read_file(parent)}});
    return {.schema = "calendar",
            .name = name,
            .text = text,
            .errors = errors_in(shelf.problems, name)};
}

File read_file_as(std::string const& schema, std::string const& path) {
    File file{.schema = schema, .name = path, .text = read_file(path), .errors = {}};
    if (schema == "calendar") file.errors = errors_of(calendar::read_calendar(file.text, path));
    if (schema == "directory") file.errors = errors_of(delivery::read_directory(file.text, path));
    if (schema == "configuration")
        file.errors = errors_of(cli::read_configuration(file.text, path));
    return file;
}

File read_configuration_as(std::string const& name, std::string const& text) {
    return {.schema = "configuration",
            .name = name,
            .text = text,
            .errors = errors_of(cli::read_configuration(text, name))};
}

std::vector<File> read_definition_as(std::string const& name,
                                     workflow::DefinitionText const& text,
                                     std::optional<workflow::NamedText> const& tests) {
    auto const definition = workflow::read_definition(text);
    auto const& problems = definition.problems;
    std::vector<File> files;
    auto const add = [&](std::string const& schema, workflow::NamedText const& each) {
        files.push_back({.schema = schema,
                         .name = fmt::format("{} {}", name, each.file),
                         .text = each.text,
                         .errors = errors_in(problems, each.file)});
    };
    add("workflow", text.workflow);
    for (auto const& each : text.messages) add("messages", each);
    if (tests && definition.workflow) files.push_back(tests_of(name, *tests, *definition.workflow));
    return files;
}

std::string disagreements(std::vector<File> const& files, std::vector<Spared> const& spared) {
    auto const found = verdicts(files);
    std::vector<bool> needed(spared.size(), false);
    std::string lines;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto const line = disagreement(files[i], found[i]);
        if (line.empty()) continue;
        auto const by = std::find_if(spared.begin(), spared.end(), [&](Spared const& each) {
            return !files[i].errors.empty() &&
                   std::regex_search(files[i].name, std::regex{each.name});
        });
        if (by == spared.end()) {
            lines += line;
        } else {
            needed[static_cast<std::size_t>(by - spared.begin())] = true;
        }
    }
    for (std::size_t i = 0; i < spared.size(); ++i) {
        if (!needed[i]) lines += fmt::format("{}: needs not be spared\n", spared[i].name);
    }
    return lines;
}

}  // namespace duban::schema
