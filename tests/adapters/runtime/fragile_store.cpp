#include "tests/adapters/runtime/fragile_store.hpp"

#include <utility>

#include "adapters/storage/memory/transaction.hpp"

namespace duban::runtime_test {

std::unique_ptr<ports::Reader> FragileStore::read() {
    {
        std::scoped_lock const lock{guard_};
        if (std::exchange(fails_at_reading_, false)) throw ports::StoreFailure{failure_words};
    }
    return std::make_unique<memory::Reading<ports::Reader>>(snapshot());
}

std::unique_ptr<ports::Transaction> FragileStore::write() {
    std::unique_lock turn{writing_};
    return std::make_unique<memory::Transaction>(
        snapshot(), std::move(turn), [this](memory::Tables tables) { publish(std::move(tables)); });
}

std::uint64_t FragileStore::change_mark() {
    return static_cast<std::uint64_t>(commits());
}

void FragileStore::backup(std::string const& /*path*/) {
    throw ports::StoreFailure{failure_words};
}

void FragileStore::fail_at_commit(int n) {
    std::scoped_lock const lock{guard_};
    commits_left_ = n;
}

void FragileStore::fail_at_reading_after_commit() {
    std::scoped_lock const lock{guard_};
    fails_after_commit_ = true;
}

void FragileStore::break_down() {
    std::scoped_lock const lock{guard_};
    broken_ = true;
}

void FragileStore::refuse_commits() {
    std::scoped_lock const lock{guard_};
    is_full_ = true;
}

void FragileStore::mend() {
    std::scoped_lock const lock{guard_};
    broken_ = is_full_ = false;
}

int FragileStore::commits() {
    std::scoped_lock const lock{guard_};
    return commits_;
}

memory::Tables FragileStore::snapshot() {
    std::scoped_lock const lock{guard_};
    if (broken_) throw ports::StoreFailure{failure_words};
    return tables_;
}

void FragileStore::publish(memory::Tables tables) {
    std::scoped_lock const lock{guard_};
    bool const struck = commits_left_ > 0 && --commits_left_ == 0;
    if (struck || broken_ || is_full_) throw ports::StoreFailure{failure_words};
    tables_ = std::move(tables);
    ++commits_;
    if (std::exchange(fails_after_commit_, false)) fails_at_reading_ = true;
}

}  // namespace duban::runtime_test
