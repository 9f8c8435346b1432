// A key's file made anew: for its owner alone from its first moment on.
#pragma once

#include <filesystem>
#include <string_view>

namespace duban::secret {

/// Makes the file, and its folder, with this line in it; leaves one that is there as it is. Throws
/// std::runtime_error with the path where it cannot.
void make_key_file(std::filesystem::path const& path, std::string_view key);

}  // namespace duban::secret
