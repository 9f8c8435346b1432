// The files that a record of the journal tells of, whatever field or part holds them: all that an
// audit must find again.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/file_description.hpp"

namespace duban::service {

/// `record`: JSON. Anything in it that has the four keys of a file and no other.
std::vector<FileDescription> files_told(std::string_view record);

}  // namespace duban::service
