// What the parser's own complaints mean for a person who writes a definition: not which token was
// expected, but what is probably wrong with the line and what to do.
#pragma once

#include <string_view>

#include "engine/base/language.hpp"

namespace duban::yaml {

/// `complaint` is yaml-cpp's message, `line` the line it points at. An unknown complaint is passed
/// on.
Text explain_syntax(std::string_view complaint, std::string_view line);

}  // namespace duban::yaml
