// The tables, as numbered migrations. The table `schema_version` holds the number of each one that
// was applied; a file of a newer version, or of another program, is refused.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/storage/sqlite/connection_impl.hpp"

namespace duban::sqlite {

/// Written once: what a released migration says never changes, a later one changes its work. Its
/// number is its place in the list, from 1.
using Migration = std::string_view;

extern std::span<Migration const> const migrations;

/// Applies what the file lacks, each migration in a transaction of its own. Several processes may
/// do so at once.
void migrate(Connection& connection, std::span<Migration const> to = migrations);

/// For a file that may not be written: refuses any version but the present one.
void require_present_version(Connection& connection);

}  // namespace duban::sqlite
