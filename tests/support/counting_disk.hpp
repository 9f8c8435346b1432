// Counts what SQLite asks of the disk: flushes of the log and of the database, and octets written.
// Everything is let through. Any thread may read the counts.
#pragma once

#include <atomic>
#include <cstdint>

#include "tests/support/disk_rules.hpp"

namespace duban::support {

class CountingDisk final : public DiskRules {
  public:
    /// Of the write-ahead log, for a commit. A checkpoint flushes the log and the database, and the
    /// first commit after it the log's new header: those are not counted here.
    [[nodiscard]] std::int64_t commit_flushes() const {
        return log_flushes_ - database_flushes_ - log_starts_;
    }

    /// Of the database itself: one per checkpoint.
    [[nodiscard]] std::int64_t checkpoints() const { return database_flushes_; }

    [[nodiscard]] std::int64_t octets_written() const { return octets_written_; }

  private:
    int on_write(DiskWrite const& write) override;
    int on_truncate(std::string_view path, std::int64_t size) override;
    int on_sync(std::string_view path) override;
    int on_remove(std::string_view path) override;

    [[nodiscard]] bool flushes() const override { return true; }

    std::atomic<std::int64_t> log_flushes_ = 0;
    std::atomic<std::int64_t> database_flushes_ = 0;
    std::atomic<std::int64_t> log_starts_ = 0;
    std::atomic<std::int64_t> octets_written_ = 0;
};

}  // namespace duban::support
