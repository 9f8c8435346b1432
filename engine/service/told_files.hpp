// The files that a record of the journal tells of, whatever field or part holds them: all that an
// audit must find again.
#pragma once

#include <string_view>
#include <vector>

#include "engine/base/file_description.hpp"

namespace duban::service {

struct ToldFiles {
    std::vector<FileDescription> described;  // each once
    std::vector<Hash> kept;                  // of those whose content came with the action
};

/// `record`: JSON. Described is anything in it that has the four keys of a file and no other.
ToldFiles files_told(std::string_view record);

}  // namespace duban::service
