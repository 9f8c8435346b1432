// Reading tests.yaml, the scenarios of a definition: whole or not at all. Every problem is reported
// in one run, and every name is checked against the definition, so that a scenario never passes
// because of a slip.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::scenario {

struct ReadScenarios {
    std::vector<Scenario> scenarios;  // none where `problems` holds an error
    Problems problems;
};

/// Times without an offset are on the zone's wall.
ReadScenarios read_scenarios(std::string_view text,
                             std::string file,
                             workflow::Workflow const& workflow,
                             calendar::Zone const& zone);

}  // namespace duban::scenario
