#include "adapters/storage/sqlite/sqlite_store.hpp"

#include <mutex>
#include <utility>

#include "adapters/storage/sqlite/backup_impl.hpp"
#include "adapters/storage/sqlite/connection_impl.hpp"
#include "adapters/storage/sqlite/database_file.hpp"
#include "adapters/storage/sqlite/failure_impl.hpp"
#include "adapters/storage/sqlite/reader_pool_impl.hpp"
#include "adapters/storage/sqlite/schema_impl.hpp"
#include "adapters/storage/sqlite/transaction_impl.hpp"
#include "adapters/storage/sqlite/turn.hpp"

namespace duban::sqlite {

namespace {

class SqliteStore final : public ports::Store {
  public:
    explicit SqliteStore(Options options)
        : options_(std::move(options)),
          writer_(open_writer(options_)),
          watcher_(options_, Connection::Use::read),
          readers_(options_) {
        if (options_.read_only) require_present_version(watcher_);
    }

    std::unique_ptr<ports::Reader> read() override { return readers_.read(); }

    std::unique_ptr<ports::Transaction> write() override {
        if (writer_ == nullptr) fail(options_.path, "it was opened for reading only");
        if (!turn_.take(options_.busy_timeout)) {
            fail(options_.path, "another unit of work of this process does not end");
        }
        auto transaction = std::make_unique<Transaction>(*writer_, [this] { end_transaction(); });
        writer_->begin("BEGIN IMMEDIATE");
        return transaction;
    }

    std::uint64_t change_mark() override {
        std::scoped_lock const lock(watching_);
        auto version = watcher_.query("PRAGMA data_version");
        version.next();
        return version.take<std::uint64_t>();
    }

    void backup(std::string const& path) override {
        Connection connection(options_, Connection::Use::copy);
        back_up(connection, path);
    }

  private:
    static std::unique_ptr<Connection> open_writer(Options const& options) {
        if (options.read_only) return nullptr;
        create_private_file(options.path);
        auto connection = std::make_unique<Connection>(options, Connection::Use::write);
        migrate(*connection);
        return connection;
    }

    void end_transaction() {
        writer_->roll_back();
        turn_.give_back();
    }

    Options const options_;
    Turn turn_;  // to use writer_
    std::unique_ptr<Connection> writer_;
    std::mutex watching_;
    Connection watcher_;  // never writes, so that every commit is another's to it
    ReaderPool readers_;
};

}  // namespace

std::unique_ptr<ports::Store> open_sqlite_store(Options options) {
    options.path = checked_path(options.path);
    return std::make_unique<SqliteStore>(std::move(options));
}

}  // namespace duban::sqlite
