// The class an office gives its own reply (A solved, B under way …), as printed: "A", "B1". Letters
// differ from place to place, so nothing is made of them here.
#pragma once

#include <optional>
#include <string>

#include "adapters/intake/passage.hpp"

namespace duban::intake {

/// The value after a label such as 答复类别: "B", "B1类", "已解决（A类）".
[[nodiscard]] std::optional<std::string> class_in_value(Passage value);

/// Somewhere in a letter's head: "穗公〔2023〕12号A", "(B类)", "A 类", a letter alone on its line.
[[nodiscard]] std::optional<std::string> class_in_head(Passage head);

}  // namespace duban::intake
