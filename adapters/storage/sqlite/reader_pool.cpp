#include "adapters/storage/sqlite/reader_pool_impl.hpp"

#include <utility>

#include "adapters/storage/sqlite/failure_impl.hpp"
#include "adapters/storage/sqlite/reading_impl.hpp"
#include "engine/base/ensure.hpp"

namespace duban::sqlite {

namespace {

// Three file descriptors each; more readers than this at once are a leak.
constexpr std::size_t taken_max = 64;
constexpr std::size_t idle_max = 8;

class PooledReader final : public Reading<ports::Reader> {
  public:
    PooledReader(ReaderPool& pool, std::unique_ptr<Connection> connection)
        : Reading(*connection), pool_(pool), connection_held_(std::move(connection)) {}

    ~PooledReader() override { pool_.give_back(std::move(connection_held_)); }

    PooledReader(PooledReader const&) = delete;
    PooledReader& operator=(PooledReader const&) = delete;

    /// SQLite fixes the moment at the first question: this one.
    void fix_moment() {
        connection_.begin("BEGIN");
        connection_.run("SELECT 1 FROM schema_version LIMIT 1");
    }

  private:
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_held_;
};

}  // namespace

ReaderPool::ReaderPool(Options options) : options_(std::move(options)) {
    idle_.reserve(idle_max);
}

ReaderPool::~ReaderPool() {
    ensure(taken_ == 0, "readers are destroyed before their store");
}

std::unique_ptr<ports::Reader> ReaderPool::read() {
    auto reader = std::make_unique<PooledReader>(*this, take());
    reader->fix_moment();
    return reader;
}

std::unique_ptr<Connection> ReaderPool::take() {
    {
        std::scoped_lock const lock(mutex_);
        if (taken_ == taken_max) {
            fail(options_.path, "too many readers are open at once; one of them was forgotten");
        }
        ++taken_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    try {
        return std::make_unique<Connection>(options_, Connection::Use::read);
    } catch (...) {
        std::scoped_lock const lock(mutex_);
        --taken_;
        throw;
    }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) noexcept {
    bool const usable = connection->roll_back();
    std::scoped_lock const lock(mutex_);
    --taken_;
    if (usable && idle_.size() < idle_max) idle_.push_back(std::move(connection));
}

}  // namespace duban::sqlite
