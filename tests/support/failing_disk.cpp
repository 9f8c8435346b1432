#include "tests/support/failing_disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace duban::support {

void FailingDisk::fail_at(int n, Fault fault, bool for_good) {
    fault_ = fault;
    for_good_ = for_good || fault == Fault::power_cut;
    left_ = n;
    struck_ = false;
    armed_ = true;
}

void FailingDisk::heal() {
    armed_ = false;
}

bool FailingDisk::strikes(bool concerned) {
    if (!armed_) return false;
    if (struck_) return for_good_ && (concerned || fault_ == Fault::power_cut);
    if (!concerned || --left_ > 0) return false;
    struck_ = true;
    return true;
}

int FailingDisk::on_write(DiskWrite const& write) {
    auto const end = write.offset + static_cast<std::int64_t>(write.octets.size());
    if (quota_ > 0 && end > write.size_before && end > quota_) return SQLITE_FULL;
    if (strikes(fault_ != Fault::sync_refused)) {
        return fault_ == Fault::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    unflushed_.push_back({.path = std::string(write.path),
                          .offset = write.offset,
                          .octets_before = std::string(write.octets_before),
                          .size_before = write.size_before});
    return SQLITE_OK;
}

int FailingDisk::on_truncate(std::string_view, std::int64_t) {
    return strikes(fault_ == Fault::write_refused) ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int FailingDisk::on_sync(std::string_view path) {
    if (strikes(fault_ == Fault::sync_refused || fault_ == Fault::power_cut)) {
        return SQLITE_IOERR_FSYNC;
    }
    std::erase_if(unflushed_, [&](Unflushed const& write) { return write.path == path; });
    return SQLITE_OK;
}

int FailingDisk::on_remove(std::string_view path) {
    if (strikes(false)) return SQLITE_IOERR_DELETE;
    std::erase_if(unflushed_, [&](Unflushed const& write) { return write.path == path; });
    return SQLITE_OK;
}

void FailingDisk::forget_unflushed() {
    for (auto write = unflushed_.rbegin(); write != unflushed_.rend(); ++write) {
        int const file = ::open(write->path.c_str(), O_WRONLY | O_CLOEXEC);
        auto const& octets = write->octets_before;
        bool const done = file >= 0 &&
                          ::pwrite(file, octets.data(), octets.size(), write->offset) ==
                              static_cast<ssize_t>(octets.size()) &&
                          ::ftruncate(file, write->size_before) == 0;
        int const cause = errno;
        if (file >= 0) ::close(file);
        if (!done) throw std::system_error(cause, std::generic_category(), write->path);
    }
    unflushed_.clear();
}

}  // namespace duban::support
