// What a definition asks `check` not to report, and why. Only warnings and notes fall silent, each
// at one place of the chart; an error never does. What was silenced is kept with its reason.
#pragma once

#include <string>
#include <vector>

#include "engine/base/problem.hpp"

namespace duban::workflow {

struct Silence {
    std::string rule;
    std::string at;  // "handling.suspended", "handling/reply"; empty: all outside the states
    Text because;
    Position position;
    bool is_used = false;
};

/// From this position on, what is written belongs to the state or to its action, until the next.
struct ChartPlace {
    Position from;
    std::string path;  // "handling", "handling/reply"; empty outside the states
};

struct SilencedProblem {
    Problem problem;
    Text because;
};

struct Silences {
    std::string file;
    std::vector<Silence> silences;
    std::vector<ChartPlace> places;  // by position
    std::vector<SilencedProblem> silenced;

    /// Takes those out of `problems` that are to be silent.
    void apply(Problems& problems);

    [[nodiscard]] std::string path_at(Position position) const;
};

}  // namespace duban::workflow
