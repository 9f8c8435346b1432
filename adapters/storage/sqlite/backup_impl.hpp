// A consistent copy of the database into a new file, made over a connection of its own.
#pragma once

#include <string>

#include "adapters/storage/sqlite/connection_impl.hpp"

namespace duban::sqlite {

/// `connection` is opened for Use::copy. The copy has its name only when it is whole and flushed;
/// until then it is `path`.partial.
void back_up(Connection& connection, std::string const& path);

}  // namespace duban::sqlite
