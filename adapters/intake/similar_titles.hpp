// The form in which titles and names are searched and compared: simplified, half-width, lower case,
// without punctuation and spaces, so that 關于「三舊」改造 and 关于“三旧”改造 are alike. Never
// shown.
#pragma once

#include <string>
#include <string_view>

namespace duban::intake {

[[nodiscard]] std::string matching_key(std::string_view text);

}  // namespace duban::intake
