// A scenario played: on a clock of its own, up to the first difference or to its end.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/scenario/coverage.hpp"
#include "engine/scenario/difference.hpp"
#include "engine/scenario/scenario.hpp"
#include "engine/tracking/case.hpp"

namespace duban::scenario {

/// A step that was played, and where the case stood then.
struct Played {
    Step const* step;  // lives in the scenario
    Instant at;
    std::vector<std::string> places;
};

struct Run {
    std::vector<Played> played;  // the last one is the one that differs
    std::optional<Difference> difference;

    [[nodiscard]] bool passed() const { return !difference; }
};

/// Pure: the same scenario always ends the same way. What it reaches is added to the coverage.
Run run(tracking::Procedure const& procedure, Scenario const& scenario, Coverage& coverage);

}  // namespace duban::scenario
