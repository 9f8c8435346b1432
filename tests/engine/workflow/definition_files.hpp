// The definitions that the tests read, and their problems as one line each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"
#include "engine/workflow/definition.hpp"

namespace duban::workflow {

std::string read_file(std::filesystem::path const& path);

/// workflows/cppcc-proposal, as shipped.
DefinitionText shipped_text();

/// The blocks of a page that open with ```yaml and `mark` on the same line.
std::vector<std::string> blocks(std::string const& page, std::string const& mark);

/// "workflow:12:5 error unknown-key -> owner": the file without its ending, the place, the
/// severity, the rule, and the suggestion where there is one. A line for each problem.
std::string problem_lines(Problems const& problems);

/// A definition of one file, named "workflow".
Definition read_alone(std::string text);

/// config/calendars/cn.yaml, as shipped.
calendar::Calendar china();

}  // namespace duban::workflow
