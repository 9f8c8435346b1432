// A file that is written whole and survives a power cut, or is not there at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace duban::spool {

/// Writes beside the final name, flushes, renames, flushes the folder. What had the name before is
/// replaced. Readable by the owner alone. Throws std::system_error; then the final name is
/// untouched.
void write_durably(std::filesystem::path const& path, std::string_view bytes);

}  // namespace duban::spool
