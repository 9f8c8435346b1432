// A secret in a file of its own, out of the configuration, arguments and environment. Others must
// not be able to open the file; what is wrong with it is told by its path, never by its content.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::secret {

struct SecretFile {
    std::filesystem::path path;
    Text what;  // it holds: {"密码", "password"}
    std::size_t bytes_max = 8'192;
    bool is_key = false;  // made by a machine: visible ASCII alone, or it is a wrong file
};

/// Its first line, without control characters.
Result<std::string, Text> read_line(SecretFile const& file);

/// All of it, without the line ends at its end.
Result<std::string, Text> read_all(SecretFile const& file);

}  // namespace duban::secret
