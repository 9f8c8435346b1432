// What SQLite's result codes mean to whoever keeps the machine: each becomes a StoreFailure that
// names the file and says what to do.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "engine/ports/store.hpp"

namespace duban::sqlite {

/// Another process holds the lock.
class StoreBusy : public ports::StoreFailure {
  public:
    using StoreFailure::StoreFailure;
};

/// Throws what `code`, the last result on `database` (null where it was never opened), means.
[[noreturn]] void fail(std::string const& path, sqlite3* database, int code);

[[noreturn]] void fail(std::string const& path, std::string_view words);

}  // namespace duban::sqlite
