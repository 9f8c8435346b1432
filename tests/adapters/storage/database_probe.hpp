// Looks at a database file, and damages it, without the store: SQL as any other program would send.
#pragma once

#include <string>

namespace duban::storage_test {

/// Runs the statements; the first column of the last row, as text.
std::string run_sql(std::string const& path, std::string const& sql);

/// "ok" where every page, index and reference is sound, else what is not.
std::string check_soundness(std::string const& path);

}  // namespace duban::storage_test
