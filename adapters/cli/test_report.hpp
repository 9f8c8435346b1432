// How the scenarios of a definition went, for people and as JSON.
#pragma once

#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/problem.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/scenario/coverage.hpp"
#include "engine/scenario/run.hpp"
#include "engine/scenario/scenario.hpp"

namespace duban::cli {

/// One workflow whose scenarios were run; `runs` goes with `scenarios`.
struct Tested {
    std::string workflow;
    std::string definition_file;
    std::string file;  // the tests.yaml
    calendar::Zone zone;
    std::vector<scenario::Scenario> scenarios;
    std::vector<scenario::Run> runs;
    scenario::Coverage coverage;

    [[nodiscard]] std::size_t failed() const;
};

/// The counts, of each failed scenario what was played and the first difference, and, where
/// `covered` asks for it, what no scenario reached.
std::string test_text(Tested const& tested, bool covered, Language language);

/// {"workflows":[…],"problems":[…]}
std::string test_json(std::vector<Tested> const& tested,
                      Problems const& problems,
                      Language language);

}  // namespace duban::cli
