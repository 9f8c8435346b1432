// A scenario: the story of one case, and what must hold after each step of it. Data, as it is read
// from tests.yaml beside a definition; its names are resolved, and nothing has been played yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/problem.hpp"
#include "engine/tracking/input.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::scenario {

/// A deadline: where it ends, or that it does not run.
struct ExpectedDue {
    std::string name;                        // as written: "opinion[water]"
    workflow::Index state = workflow::none;  // whose `due` it is
    std::string part;                        // whose part; empty: every one of that name
    std::optional<Day> day;                  // neither day nor instant: it does not run
    std::optional<Instant> at;
};

struct ExpectedNotice {
    workflow::Index message = workflow::none;
    workflow::Index to = workflow::none;
    std::optional<Day> on;            // on the office's wall; nothing: any day
    std::optional<std::string> part;  // whose part it speaks of; nothing: any, or none
};

struct ExpectedValue {
    std::string name;  // as written: "opinion[water]"
    workflow::Index field = workflow::none;
    std::string part;
    expression::Value value;  // null: nobody has set it
};

/// What is named is compared; what is absent is not.
struct Expectation {
    std::optional<std::vector<std::string>> state;  // paths of the leaves, in document order
    std::vector<ExpectedDue> due;
    std::optional<std::vector<ExpectedNotice>> sent;  // since the step before
    std::optional<tracking::Refusal::Kind> refused;   // nothing: it must not be
    std::vector<ExpectedValue> data;
    std::optional<bool> ended;
};

struct Step {
    enum class Kind : std::uint8_t { file, act, raise, wait };

    Kind kind = Kind::wait;
    Position at;                  // in the file
    std::optional<Instant> when;  // the clock goes there first; nothing: it stays
    std::string name;             // of the action or the event
    std::string as;
    tracking::NamedValues with;
    std::optional<Text> misfit;  // of a value that does not fit its field, as the step expects
    Expectation expect;
};

struct Scenario {
    std::string name;
    Position at;
    Step filing;
    std::vector<Step> steps;
};

/// Bounds on one file, beside those of the reader (1 MiB, 100,000 nodes).
struct Bounds {
    static constexpr std::size_t scenarios_max = 500;
    static constexpr std::size_t steps_max = 500;  // of one scenario
    static constexpr std::size_t name_characters_max = 200;
};

}  // namespace duban::scenario
