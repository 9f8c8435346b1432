// Promises as JSON, in the shape that `duban promises --json` answers with.
#pragma once

#include <string>

#include "adapters/intake/promise.hpp"

namespace duban::intake {

/// One line: {"promises":[{"text","phrase","line","column","offset","length","phrase_offset",
/// "date","rule","doubts"},…],"more"}. The doubts are in the given language.
[[nodiscard]] std::string to_json(Promises const& promises, Language language = Language::zh_cn);

}  // namespace duban::intake
