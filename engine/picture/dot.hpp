// Writes a picture down in the language of Graphviz's `dot`. Every word of the definition is
// escaped: a title may hold what it likes.
#pragma once

#include <string>

#include "engine/picture/picture.hpp"
#include "engine/picture/sheet.hpp"

namespace duban::picture {

std::string to_dot(Picture const& picture, Sheet const& sheet);

}  // namespace duban::picture
