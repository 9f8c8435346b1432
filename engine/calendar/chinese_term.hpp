// A term as it is written in Chinese: "3个月", "十五个工作日", "6月30日". Definitions are not
// written so; it is read to suggest how they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duban::calendar {

/// "3 months" for "三个月", "3 months" for "３ months"; nothing where it is no such term.
std::optional<std::string> term_meant_in_chinese(std::string_view text);

}  // namespace duban::calendar
