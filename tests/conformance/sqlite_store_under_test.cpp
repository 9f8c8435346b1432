#include <utility>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/conformance/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"

namespace duban::conformance {

namespace {

/// The store and the folder its file lies in, which goes when the store has gone.
class StoreInItsFolder final : public ports::Store {
  public:
    std::unique_ptr<ports::Reader> read() override { return store_->read(); }

    std::unique_ptr<ports::Transaction> write() override { return store_->write(); }

    std::uint64_t change_mark() override { return store_->change_mark(); }

    void backup(std::string const& path) override { store_->backup(path); }

  private:
    support::TemporaryFolder folder_;
    std::unique_ptr<ports::Store> store_ =
        sqlite::open_sqlite_store({.path = folder_.file("duban.db")});
};

}  // namespace

std::unique_ptr<ports::Store> make_empty_store() {
    return std::make_unique<StoreInItsFolder>();
}

}  // namespace duban::conformance
