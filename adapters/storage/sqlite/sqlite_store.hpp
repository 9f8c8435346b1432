// The store on disk: one SQLite file in WAL mode, flushed at every commit. Any thread and several
// processes may use it at once: one writes, readers keep the moment they began at and block nobody.
// Readers and transactions are to be destroyed before the store.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "engine/ports/store.hpp"

namespace duban::sqlite {

struct Options {
    std::string path;
    std::chrono::milliseconds busy_timeout{std::chrono::seconds{10}};  // wait for another writer
    bool read_only =
        false;  // the file must exist and be of the present version; `write` is refused
};

/// Creates the file (mode 0600) where it is missing and brings an older one to the present version.
/// Throws ports::StoreFailure: no such folder, not a database, of a newer version, damaged, locked.
std::unique_ptr<ports::Store> open_sqlite_store(Options options);

/// What SQLite finds wrong in the file itself, in its words: pages, rows that an index does not have
/// (by which alarms would never be found), rows that point to nothing. Empty: it is sound. Reads all
/// of the file, and tells twenty faults at most.
std::vector<std::string> find_damage(std::string const& path);

}  // namespace duban::sqlite
