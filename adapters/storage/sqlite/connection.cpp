#include "adapters/storage/sqlite/connection_impl.hpp"

#include <fmt/format.h>

#include "adapters/storage/sqlite/failure_impl.hpp"
#include "engine/base/ensure.hpp"

namespace duban::sqlite {

namespace {

// The largest text Duban takes is 1 MB; a definition may hold several.
constexpr int value_bytes_max = 64 << 20;
// The filters of the lists make 48 statements; the others are as many again.
constexpr std::size_t statements_max = 200;
// Enough that a group of units of work is never spilled before its commit.
constexpr int writer_cache_kibibytes = 16 * 1024;
constexpr int wal_bytes_kept = 64 << 20;

int open_flags(Options const& options) {
    return (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
}

/// Nobody asks how much memory SQLite holds, and to count it all threads meet in one lock. Only
/// before SQLite is first used; later it refuses, and does no harm.
void leave_memory_uncounted() {
    [[maybe_unused]] static int const once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace

Connection::Connection(Options const& options, Use use) : path_(options.path) {
    leave_memory_uncounted();
    sqlite3* opened = nullptr;
    int const code = sqlite3_open_v2(path_.c_str(), &opened, open_flags(options), nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) fail(code);
    configure(options, use);
}

void Connection::configure(Options const& options, Use use) {
    sqlite3* const database = database_.get();
    sqlite3_extended_result_codes(database, 1);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, value_bytes_max);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_busy_timeout(database, static_cast<int>(options.busy_timeout.count()));
    execute(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
    if (use == Use::write) {
        execute(fmt::format("PRAGMA cache_size = -{}; PRAGMA journal_size_limit = {}",
                            writer_cache_kibibytes,
                            wal_bytes_kept));
        switch_to_wal(options.busy_timeout);
    } else if (use == Use::read) {
        execute("PRAGMA query_only = ON");
    }
}

// Two processes that turn a new file to WAL at once are told BUSY without being made to wait.
void Connection::switch_to_wal(std::chrono::milliseconds at_most) {
    constexpr std::chrono::milliseconds pause{10};
    sqlite3_busy_timeout(database_.get(), 0);
    for (auto waited = pause;; waited += pause) {
        try {
            auto mode = query("PRAGMA journal_mode = WAL");
            if (mode.next() && mode.take<std::string>() == "wal") break;
            fail("its file system cannot share memory between processes. Use a local disk");
        } catch (StoreBusy const&) {
            if (waited > at_most) throw;
            sqlite3_sleep(static_cast<int>(pause.count()));
        }
    }
    sqlite3_busy_timeout(database_.get(), static_cast<int>(at_most.count()));
}

sqlite3_stmt* Connection::statement(std::string_view sql) {
    auto const found = statements_.find(sql);
    if (found != statements_.end()) return found->second.get();
    ensure(statements_.size() < statements_max, "the kinds of statements are bounded");
    sqlite3_stmt* prepared = nullptr;
    int const code = sqlite3_prepare_v3(database_.get(),
                                        sql.data(),
                                        static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &prepared,
                                        nullptr);
    if (code != SQLITE_OK) fail(code);
    statements_.emplace(sql, Statement(prepared));
    return prepared;
}

void Connection::execute(std::string const& script) {
    int const code = sqlite3_exec(database_.get(), script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

void Connection::begin(std::string_view how) {
    ensure(sqlite3_get_autocommit(database_.get()) != 0, "no transaction is open");
    failed_ = false;
    run(how);
}

void Connection::commit() {
    require_transaction();
    run("COMMIT");
}

bool Connection::roll_back() noexcept {
    failed_ = false;
    if (sqlite3_get_autocommit(database_.get()) != 0) return true;
    return sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr) == SQLITE_OK;
}

void Connection::require_transaction() {
    // After some errors SQLite rolls back by itself; the next statement would commit alone.
    if (!failed_ && sqlite3_get_autocommit(database_.get()) == 0) return;
    sqlite::fail(path_, "the transaction has ended or failed; begin another one");
}

void Connection::fail(int code) {
    failed_ = true;
    sqlite::fail(path_, database_.get(), code);
}

void Connection::fail(std::string_view words) {
    failed_ = true;
    sqlite::fail(path_, words);
}

}  // namespace duban::sqlite
