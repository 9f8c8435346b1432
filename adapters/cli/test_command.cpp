#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/places.hpp"
#include "adapters/cli/test_report.hpp"
#include "adapters/cli/usage_impl.hpp"
#include "engine/scenario/scenario_reader.hpp"

namespace duban::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> workflows;
    std::string scenario;
    bool full_coverage = false;
};

constexpr auto tests_name = "tests.yaml";

/// The folder of a tests.yaml that was named itself.
std::string definition_of(std::string const& given) {
    fs::path const path{given};
    if (path.filename() != tests_name || !fs::exists(path)) return given;
    return path.has_parent_path() ? path.parent_path().string() : ".";
}

Problem no_tests(std::string const& file) {
    return {.file = file,
            .at = {.line = 1, .column = 1},
            .severity = Severity::error,
            .rule = "no-tests",
            .message = {.zh_cn = "这个流程没有测试：定义旁边没有 tests.yaml",
                        .en = "this workflow has no tests: there is no tests.yaml beside it"},
            .suggestion = {},
            .source_line = {}};
}

/// Nothing where the definition or its tests have problems.
std::optional<Tested> test_one(Places const& places,
                               std::string const& given,
                               Options const& options,
                               Problems& problems) {
    auto const name = definition_of(given);
    auto const append = [&](Problems const& more) {
        problems.insert(problems.end(), more.begin(), more.end());
    };
    auto const procedure = find_procedure(places, name);
    if (!procedure) {
        append(procedure.error());
        return std::nullopt;
    }
    auto const& workflow = procedure->workflow;
    auto const definition_file = find_workflow_file(places, name);
    auto const file = (fs::path{definition_file}.parent_path() / tests_name).string();
    if (!fs::exists(file)) {
        problems.push_back(no_tests(file));
        return std::nullopt;
    }
    auto read = scenario::read_scenarios(read_file(file), file, workflow, procedure->zone);
    append(read.problems);
    if (has_errors(read.problems)) return std::nullopt;
    if (!options.scenario.empty()) {
        std::erase_if(read.scenarios,
                      [&](auto const& scenario) { return scenario.name != options.scenario; });
    }
    Tested tested{.workflow = workflow.name,
                  .definition_file = definition_file,
                  .file = file,
                  .zone = procedure->zone,
                  .scenarios = std::move(read.scenarios),
                  .runs = {},
                  .coverage = scenario::Coverage{workflow}};
    for (auto const& scenario : tested.scenarios)
        tested.runs.push_back(scenario::run(*procedure, scenario, tested.coverage));
    return tested;
}

void complain_of_name(Session& session, std::string const& name) {
    complain(session,
             {.zh_cn = fmt::format("没有名为“{}”的情景", name),
              .en = fmt::format("there is no scenario named \"{}\"", name)},
             exit_usage);
}

void run(Session& session, Options const& options) {
    auto const places = find_places(session);
    Problems problems;
    std::vector<Tested> tested;
    for (auto const& workflow : options.workflows) {
        auto one = test_one(places, workflow, options, problems);
        if (one) tested.push_back(std::move(*one));
    }
    bool const one_only = !options.scenario.empty();
    bool const failed =
        has_errors(problems) || std::ranges::any_of(tested, [&](auto const& each) {
            return each.failed() > 0 || (options.full_coverage && !each.coverage.is_full());
        });
    if (failed) session.exit = exit_refused;
    if (session.json) {
        print(test_json(tested, problems, session.language) + "\n");
    } else {
        report(session, problems);
        for (auto const& each : tested) {
            if (!each.runs.empty()) print(test_text(each, !one_only, session.language));
        }
    }
    bool const found =
        std::ranges::any_of(tested, [](auto const& each) { return !each.runs.empty(); });
    if (one_only && !found && !failed) complain_of_name(session, options.scenario);
}

}  // namespace

void add_test(CLI::App& app, Session& session) {
    auto* const command =
        app.add_subcommand("test",
                           words(session,
                                 "试走流程定义旁边 tests.yaml 里的情景",
                                 "Run the scenarios that stand in tests.yaml beside a definition"));
    auto const options = std::make_shared<Options>();
    command
        ->add_option("workflows",
                     options->workflows,
                     words(session,
                           "名称、文件夹，或 workflow.yaml、tests.yaml 本身",
                           "names, folders, or a workflow.yaml or tests.yaml itself"))
        ->required();
    auto* const scenario =
        command->add_option("--scenario",
                            options->scenario,
                            words(session, "只走这个名称的情景", "only the scenario of this name"));
    command
        ->add_flag("--full-coverage",
                   options->full_coverage,
                   words(session,
                         "有状态、操作、分支或催办没有走到，就算不通过",
                         "fail where a state, action, alternative or reminder was not reached"))
        ->excludes(scenario);
    command->callback([&session, options] { run(session, *options); });
}

}  // namespace duban::cli
