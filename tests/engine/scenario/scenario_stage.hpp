// The reading and running of tests on the asking procedure (asking_definition.hpp).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/scenario/run.hpp"
#include "engine/scenario/scenario_reader.hpp"
#include "engine/tracking/case.hpp"

namespace duban::support {

class ScenarioStage {
  public:
    ScenarioStage();

    [[nodiscard]] tracking::Procedure const& procedure() const { return *procedure_; }

    /// A whole tests.yaml.
    [[nodiscard]] scenario::ReadScenarios read(std::string_view text) const;

    /// One scenario, filed on 2026-03-02T09:00 with its title; `steps` is a YAML list, indented by
    /// six. The difference in lines: "line WHAT", then the lines of the diff; empty: it passed.
    std::string run(std::string_view steps);

    scenario::Coverage coverage;

  private:
    explicit ScenarioStage(std::shared_ptr<tracking::Procedure const> procedure);

    std::shared_ptr<tracking::Procedure const> procedure_;
};

/// "line:column rule -> suggestion", a line for each problem.
std::string problem_lines(Problems const& problems);

/// "6 state", "- handling", "+ filed".
std::string difference_lines(scenario::Run const& run);

}  // namespace duban::support
