// One connection to the file, and the statements prepared on it. Used by one thread at a time. A
// failure poisons the transaction it happened in: until `roll_back`, every later query on it fails,
// so that half a unit of work is never committed.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/storage/sqlite/query_impl.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"

namespace duban::sqlite {

class Connection {
  public:
    enum class Use {
        write,
        read,
        copy,  // reads this file and writes another: what `read` makes SQLite refuse
    };

    Connection(Options const& options, Use use);

    /// `sql` is prepared at its first use and kept; `values` stand for its `?`, from left to right.
    template <class... Values>
    Query query(std::string_view sql, Values const&... values) {
        Query prepared(*this, statement(sql));
        (prepared.bind(values), ...);
        return prepared;
    }

    template <class... Values>
    void run(std::string_view sql, Values const&... values) {
        query(sql, values...).next();
    }

    /// Statements without results, separated by semicolons; not kept.
    void execute(std::string const& script);

    /// `how`: "BEGIN" or "BEGIN IMMEDIATE".
    void begin(std::string_view how);
    void commit();
    /// Harmless where nothing is open. False: the connection is of no more use.
    bool roll_back() noexcept;
    /// Refuses to go on where no transaction is open, or a failed one.
    void require_transaction();

    [[nodiscard]] std::int64_t last_id() const {
        return sqlite3_last_insert_rowid(database_.get());
    }

    [[nodiscard]] int changes() const { return sqlite3_changes(database_.get()); }

    [[nodiscard]] std::string const& path() const { return path_; }

    [[noreturn]] void fail(int code);
    [[noreturn]] void fail(std::string_view words);

  private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    struct TextHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    void configure(Options const& options, Use use);
    void switch_to_wal(std::chrono::milliseconds at_most);
    sqlite3_stmt* statement(std::string_view sql);

    std::string path_;
    std::unique_ptr<sqlite3, Close> database_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
    bool failed_ = false;
};

}  // namespace duban::sqlite
