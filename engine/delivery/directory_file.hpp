// Reads the directory from YAML. Addresses are checked here, once, so that the rest may trust them;
// a person may have none (the courier then tells the secretariat), but never a broken one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/directory.hpp"

namespace duban::delivery {

/// With the names of the calendars that people may work by; null: any name is taken.
Result<Directory, Problems> read_directory(std::string_view text,
                                           std::string file,
                                           std::vector<std::string> const* calendars = nullptr);

}  // namespace duban::delivery
