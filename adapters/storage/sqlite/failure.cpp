#include "adapters/storage/sqlite/failure_impl.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace duban::sqlite {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 13> meanings{{
    {SQLITE_FULL, "the disk is full; nothing half written is left. Free some space and try again"},
    {SQLITE_READONLY,
     "it cannot be written. Check the owner and the mode of the file and of its folder, and that "
     "the file system is not mounted read-only"},
    {SQLITE_CORRUPT,
     "the file is damaged. Stop every program that uses it, keep a copy, and restore the last "
     "backup"},
    {SQLITE_NOTADB, "it is not a database. Check the path, or restore the last backup"},
    {SQLITE_BUSY,
     "another process has kept it locked for longer than the time to wait. Find out which one, and "
     "try again"},
    {SQLITE_LOCKED, "it is locked by another connection of this process. Try again"},
    {SQLITE_CANTOPEN,
     "it cannot be opened. Check that the folder exists and may be written, and the limit of open "
     "files"},
    {SQLITE_PERM, "it may not be opened. Check the owner and the mode of the file"},
    {SQLITE_IOERR,
     "the disk refused to read or write; nothing half written is left. Look into the system's log "
     "for the device"},
    {SQLITE_NOMEM, "the memory is exhausted. Give the process more, or look for what took it"},
    {SQLITE_TOOBIG, "a text is larger than a row may hold"},
    {SQLITE_CONSTRAINT, "the row contradicts what is stored"},
    {SQLITE_SCHEMA, "its tables were changed by another program. Restart this one"},
}};

/// A full disk or quota shows as an I/O error where SQLite grows its shared memory file.
int primary_code(sqlite3* database, int code) {
    int const primary = code & 0xff;
    if (primary != SQLITE_IOERR || database == nullptr) return primary;
    int const cause = sqlite3_system_errno(database);
    return cause == ENOSPC || cause == EDQUOT ? SQLITE_FULL : primary;
}

std::string_view meaning_of(int primary) {
    for (auto const& [code, words] : meanings) {
        if (code == primary) return words;
    }
    return "it failed";
}

}  // namespace

void fail(std::string const& path, sqlite3* database, int code) {
    int const primary = primary_code(database, code);
    auto const said = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    auto const words = fmt::format("{}: {} (SQLite {}: {})", path, meaning_of(primary), code, said);
    if (primary == SQLITE_BUSY) throw StoreBusy(words);
    throw ports::StoreFailure(words);
}

void fail(std::string const& path, std::string_view words) {
    throw ports::StoreFailure(fmt::format("{}: {}", path, words));
}

}  // namespace duban::sqlite
