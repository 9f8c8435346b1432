// The rules by which a definition is judged, as they are named in problems: for `check --rules`,
// for SARIF, and for whoever silences one. docs/rules.md says of each how to mend what it finds.
#pragma once

#include <span>
#include <string_view>

#include "engine/base/problem.hpp"

namespace duban::workflow {

struct Rule {
    std::string_view name;
    Severity severity;
    std::string_view zh_cn;
    std::string_view en;
};

/// By name.
std::span<Rule const> rules();

/// Null where there is none.
Rule const* find_rule(std::string_view name);

}  // namespace duban::workflow
