// A published case as JSON, in the shape that `duban import --dry-run --json` promises: the keys of
// PublishedCase in that order, null for what the page does not say.
#pragma once

#include <string>

#include "adapters/intake/published_case.hpp"

namespace duban::intake {

/// One line. The doubts' messages are in the given language.
[[nodiscard]] std::string to_json(PublishedCase const& published,
                                  Language language = Language::zh_cn);

}  // namespace duban::intake
