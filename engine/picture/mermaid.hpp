// Writes a picture down as a Mermaid state diagram, for pages that draw it themselves.
#pragma once

#include <string>

#include "engine/picture/picture.hpp"

namespace duban::picture {

std::string to_mermaid(Picture const& picture);

}  // namespace duban::picture
