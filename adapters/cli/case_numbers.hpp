// Numbers of cases as people list them: "1,2,5-9".
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/id.hpp"

namespace duban::cli {

/// Each as from and to; nothing where the text is no such list.
std::optional<std::vector<std::pair<CaseId, CaseId>>> parse_case_numbers(std::string_view text);

}  // namespace duban::cli
