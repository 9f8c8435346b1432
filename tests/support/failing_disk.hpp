// A disk that fails when told to: the n-th operation refused, once or for good; no room beyond a
// quota; the power cut, with all that was not flushed forgotten. Nothing is really flushed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/disk_rules.hpp"

namespace duban::support {

class FailingDisk final : public DiskRules {
  public:
    enum class Fault {
        write_refused,  // an I/O error
        disk_full,
        sync_refused,
        power_cut,  // every later operation is refused, and `forget_unflushed` follows
    };

    /// The n-th operation that the fault is about (counted from 1, from now) has it; `for_good`:
    /// so have all that come after.
    void fail_at(int n, Fault fault, bool for_good);
    void heal();

    /// No file may grow beyond this; 0: as it likes.
    void set_quota(std::int64_t octets) { quota_ = octets; }

    /// Whether the fault was reached since `fail_at`.
    [[nodiscard]] bool struck() const { return struck_; }

    /// After the power was cut and every database closed: puts back what the disk held at the last
    /// flush of each file.
    void forget_unflushed();

  private:
    struct Unflushed {
        std::string path;
        std::int64_t offset;
        std::string octets_before;
        std::int64_t size_before;
    };

    int on_write(DiskWrite const& write) override;
    int on_truncate(std::string_view path, std::int64_t size) override;
    int on_sync(std::string_view path) override;
    int on_remove(std::string_view path) override;

    [[nodiscard]] bool flushes() const override { return false; }

    [[nodiscard]] bool wants_octets_before() const override { return true; }

    /// True: this operation is to fail.
    bool strikes(bool concerned);

    Fault fault_ = Fault::write_refused;
    bool armed_ = false;
    bool for_good_ = false;
    bool struck_ = false;
    int left_ = 0;
    std::int64_t quota_ = 0;
    std::vector<Unflushed> unflushed_;
};

}  // namespace duban::support
