// What commands answer with --json, as text: shapes that other programs read.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/problem.hpp"
#include "engine/calendar/explanation.hpp"

namespace duban::cli {

/// {"problems":[{"file","line","column","severity","rule","message","suggestion"},…]}
std::string problems_json(Problems const& problems, Language language);

/// {"raw","due","provisional","skipped":[{"date","why"},…]}, with "explanation" where `explained`.
std::string due_json(calendar::Explanation const& explanation, Language language, bool explained);

/// {"problem":{"message":…}}: the answer to a line that cannot be read.
std::string problem_line(std::string_view message);

}  // namespace duban::cli
