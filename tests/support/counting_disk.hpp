// Counts what SQLite asks of the disk: flushes of the log and of the database, and octets written.
// Everything is let through. Any thread may read the counts.
#pragma once

#include <atomic>
#include <cstdint>

#include "tests/support/disk_rules.hpp"

namespace duban::support {

class CountingDisk final : public DiskRules {
  public:
    /// Of the write-ahead log: one per commit, one more when the log begins anew.
    [[nodiscard]] std::int64_t log_flushes() const { return log_flushes_; }

    /// Of the database itself: only in checkpoints.
    [[nodiscard]] std::int64_t database_flushes() const { return database_flushes_; }

    /// How often the log was begun anew, after a checkpoint.
    [[nodiscard]] std::int64_t log_starts() const { return log_starts_; }

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
