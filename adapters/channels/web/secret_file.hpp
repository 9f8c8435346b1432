// A secret in a file of its own, out of the configuration, arguments and environment.
#pragma once

#include <filesystem>
#include <string>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::web {

/// The first line of the file, which others must not be able to open.
Result<std::string, Text> read_secret_file(std::filesystem::path const& file);

}  // namespace duban::web
