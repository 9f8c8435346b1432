// A problem in a text that a person wrote: what is wrong, where, and what to do. Readers collect
// all the problems of a file; none stops at the first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.hpp"

namespace duban {

/// 1-based; a column counts characters (Unicode code points), as editors do. 0 = unknown.
struct Position {
    int line = 0;
    int column = 0;

    friend auto operator<=>(Position const&, Position const&) = default;
};

enum class Severity { error, warning, note };

struct Problem {
    std::string file;
    Position at;
    Severity severity = Severity::error;
    std::string rule;  // stable, kebab-case: "unknown-key"
    Text message;
    std::string suggestion;   // the right word where one is near, else empty
    std::string source_line;  // the line at fault, for the caret; may be empty
};

using Problems = std::vector<Problem>;

[[nodiscard]] bool has_errors(Problems const& problems);

/// file:line:column: severity: message [rule], the offending line and a caret under the column (Han
/// characters count as two cells). Ends with a newline.
std::string to_text(Problem const& problem, Language language);

std::string_view to_text(Severity severity);

/// The candidate nearest to `word` (case ignored, at most a third of its letters changed), or
/// empty.
std::string nearest(std::string_view word, std::vector<std::string_view> const& candidates);

}  // namespace duban
