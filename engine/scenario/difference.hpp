// What a step brought about beside what was expected of it: the first that differs, as the lines of
// a diff, written as tests.yaml would write them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/scenario/scenario.hpp"
#include "engine/tracking/rehearsal.hpp"

namespace duban::scenario {

struct Difference {
    struct Line {
        enum class Kind : std::uint8_t { same, expected, found };

        Kind kind = Kind::same;
        std::string text;
    };

    Position at;       // of the step
    std::string what;  // "refused", "state", "due", "data", "ended" or "sent"
    std::vector<Line> lines;
    std::optional<Text> reason;  // of a refusal, for people

    [[nodiscard]] std::vector<std::string> expected() const;
    [[nodiscard]] std::vector<std::string> found() const;
};

/// `outcome` is what the step brought about, `state` the case after it.
std::optional<Difference> first_difference(tracking::Procedure const& procedure,
                                           Step const& step,
                                           tracking::Case const& state,
                                           tracking::Rehearsal::Outcome const& outcome);

}  // namespace duban::scenario
