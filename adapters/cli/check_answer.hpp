// What `duban check` has found, and how it is told: as JSON, as SARIF 2.1.0, and the longest time
// as a table for people.
#pragma once

#include <string>
#include <vector>

#include "engine/proof/longest.hpp"
#include "engine/workflow/silence.hpp"

namespace duban::cli {

struct CheckedTime {
    workflow::Workflow workflow;
    proof::LongestTime time;
};

struct CheckAnswer {
    Problems problems;
    std::vector<workflow::SilencedProblem> silenced;
    std::vector<CheckedTime> times;
    bool tells_silenced = false;  // --all
    bool tells_times = false;     // --longest
};

/// {"problems":[…]}, with "silenced":{"because":…} on those that are told all the same, and
/// "longest":[…] where it was asked for.
std::string check_json(CheckAnswer const& answer, Language language);

/// A log of one run, for editors and continuous integration.
std::string check_sarif(CheckAnswer const& answer, Language language, std::string_view version);

/// For people; ends with a newline.
std::string longest_text(CheckedTime const& checked, Language language);

}  // namespace duban::cli
