// A store in memory that fails when told to: its commits, a number of them, or everything, until it
// is mended. What a failed commit would have written is gone.
#pragma once

#include <mutex>

#include "adapters/storage/memory/tables.hpp"
#include "engine/ports/store.hpp"

namespace duban::runtime_test {

constexpr char const* failure_words = "the disk is full";

class FragileStore final : public ports::Store {
  public:
    std::unique_ptr<ports::Reader> read() override;
    std::unique_ptr<ports::Transaction> write() override;
    std::uint64_t change_mark() override;
    void backup(std::string const& path) override;

    /// The n-th commit from now (1: the next) fails.
    void fail_at_commit(int n);

    /// The next reading after the next commit fails; what was committed stays.
    void fail_at_reading_after_commit();

    /// Every commit fails until `mend`, as on a full disk; reading goes on.
    void refuse_commits();

    /// Reading and writing fail until `mend`.
    void break_down();
    void mend();

    [[nodiscard]] int commits();

  private:
    memory::Tables snapshot();
    void publish(memory::Tables tables);

    std::mutex writing_;  // held by the one open transaction
    std::mutex guard_;    // held for moments, for what stands below
    memory::Tables tables_;
    int commits_ = 0;
    int commits_left_ = 0;  // until the one that fails; 0: none will
    bool broken_ = false;
    bool is_full_ = false;
    bool fails_after_commit_ = false;
    bool fails_at_reading_ = false;
};

}  // namespace duban::runtime_test
