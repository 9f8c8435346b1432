#include "adapters/storage/memory/memory_store.hpp"

#include <fmt/format.h>

#include <mutex>
#include <utility>

#include "adapters/storage/memory/transaction.hpp"

namespace duban::memory {

namespace {

class MemoryStore final : public ports::Store {
  public:
    std::unique_ptr<ports::Reader> read() override {
        return std::make_unique<Reading<ports::Reader>>(snapshot());
    }

    std::unique_ptr<ports::Transaction> write() override {
        std::unique_lock turn(writing_);
        return std::make_unique<Transaction>(
            snapshot(), std::move(turn), [this](Tables tables) { publish(std::move(tables)); });
    }

    std::uint64_t change_mark() override {
        std::scoped_lock const lock(guard_);
        return commits_;
    }

    void backup(std::string const& path) override {
        throw ports::StoreFailure(fmt::format(
            "{} is not written: a store in memory has no file to copy; use one on disk", path));
    }

  private:
    Tables snapshot() {
        std::scoped_lock const lock(guard_);
        return tables_;
    }

    void publish(Tables tables) {
        std::scoped_lock const lock(guard_);
        tables_ = std::move(tables);
        ++commits_;
    }

    std::mutex writing_;  // held by the one open transaction
    std::mutex guard_;    // held for moments, for what stands below
    Tables tables_;
    std::uint64_t commits_ = 0;
};

}  // namespace

std::unique_ptr<ports::Store> make_memory_store() {
    return std::make_unique<MemoryStore>();
}

}  // namespace duban::memory
