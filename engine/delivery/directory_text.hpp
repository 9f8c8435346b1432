// The directory as its file holds it: what `read_directory` reads back as the same. Comments and
// the order of keys are the writer's, not those of a file that was read.
#pragma once

#include <string>

#include "engine/delivery/directory.hpp"

namespace duban::delivery {

/// YAML, ends with a newline.
std::string directory_text(Directory const& directory);

}  // namespace duban::delivery
