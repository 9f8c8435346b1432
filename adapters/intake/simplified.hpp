// Traditional to simplified, character by character, by OpenCC's character dictionary. Not a
// translation: phrases are not looked at, because the result must have the length of the input for
// the two to be read side by side (passage.hpp).
#pragma once

#include <string>
#include <string_view>

namespace duban::intake {

/// Same length as `text`. Throws std::runtime_error where OpenCC's dictionaries are not installed.
[[nodiscard]] std::u32string simplified(std::u32string_view text);

}  // namespace duban::intake
