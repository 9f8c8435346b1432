// What is in a file, as the store keeps it: handed out only where it is still what its hash says.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/file_description.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/ports/store.hpp"

namespace duban::service {

enum class ContentFault : std::uint8_t { missing, changed };

Result<std::string, ContentFault> kept_content(ports::Reader& reader, Hash const& sha256);

/// Said of the file by its name.
Text words_of(ContentFault fault, FileDescription const& file);

}  // namespace duban::service
