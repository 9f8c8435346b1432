// The file as the operating system sees it: created for its owner alone, and made to last together
// with the folder's entry that names it.
#pragma once

#include <string>

namespace duban::sqlite {

/// Absolute, so that no name is special to SQLite. Refuses an empty path and a folder that is
/// missing.
std::string checked_path(std::string const& path);

/// An empty file of mode 0600 that lasts; false where the path is taken.
bool create_private_file(std::string const& path);

/// Flushes the file and the entry in its folder. Not for a file that SQLite has open: closing it
/// again would drop this process's locks.
void make_durable(std::string const& path);

/// Gives the file its final name, unless that is taken (false).
bool rename_to_new(std::string const& from, std::string const& to);

}  // namespace duban::sqlite
