// A file in the place of another: the new text stands whole, or the old one does, never half of it.
#pragma once

#include <string>
#include <string_view>

namespace duban::cli {

struct Session;

/// Whole, durable, and for nobody else to read; false where something has the name already.
bool write_new_file(std::string const& path, std::string_view content);

/// The same, and where something has the name already, that is told.
bool write_new_file(Session& session, std::string const& path, std::string_view content);

/// The file must be there; it keeps its owner and permissions. Durable when this returns.
void replace_file(std::string const& path, std::string const& text);

/// The same, and the former text stays beside it; its path.
std::string replace_file_keeping_former(std::string const& path, std::string const& text);

}  // namespace duban::cli
