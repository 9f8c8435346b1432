#include "tests/engine/scenario/scenario_stage.hpp"

#include <fmt/format.h>

#include "tests/engine/scenario/asking_definition.hpp"
#include "tests/support/world.hpp"

namespace duban::support {

ScenarioStage::ScenarioStage() : ScenarioStage{procedure_of(asking_definition())} {}

ScenarioStage::ScenarioStage(std::shared_ptr<tracking::Procedure const> procedure)
    : coverage{procedure->workflow}, procedure_{std::move(procedure)} {}

scenario::ReadScenarios ScenarioStage::read(std::string_view text) const {
    return scenario::read_scenarios(text, "tests.yaml", procedure_->workflow, procedure_->zone);
}

std::string ScenarioStage::run(std::string_view steps) {
    auto const read =
        this->read(fmt::format("format: 1\nscenarios:\n  - name: one\n    file: {{at: "
                               "2026-03-02T09:00, with: {{title: x}}}}\n"
                               "    steps:\n{}",
                               steps));
    if (!read.problems.empty()) return problem_lines(read.problems);
    return difference_lines(scenario::run(*procedure_, read.scenarios.front(), coverage));
}

std::string problem_lines(Problems const& problems) {
    std::string lines;
    for (auto const& problem : problems) {
        auto const meant = problem.suggestion.empty() ? std::string{} : " -> " + problem.suggestion;
        lines +=
            fmt::format("{}:{} {}{}\n", problem.at.line, problem.at.column, problem.rule, meant);
    }
    return lines;
}

std::string difference_lines(scenario::Run const& run) {
    if (run.passed()) return {};
    auto const& difference = *run.difference;
    auto lines = fmt::format("{} {}\n", difference.at.line, difference.what);
    for (auto const& [kind, text] : difference.lines) {
        using Kind = scenario::Difference::Line::Kind;
        lines += fmt::format("{} {}\n",
                             kind == Kind::expected ? '-'
                             : kind == Kind::found  ? '+'
                                                    : ' ',
                             text);
    }
    return lines;
}

}  // namespace duban::support
