#include "tests/support/counting_disk.hpp"

namespace duban::support {

namespace {

constexpr int let_through = 0;

bool is_log(std::string_view path) {
    return path.ends_with("-wal");
}

}  // namespace

int CountingDisk::on_write(DiskWrite const& write) {
    octets_written_ += static_cast<std::int64_t>(write.octets.size());
    if (is_log(write.path) && write.offset == 0) ++log_starts_;
    return let_through;
}

int CountingDisk::on_truncate(std::string_view, std::int64_t) {
    return let_through;
}

int CountingDisk::on_sync(std::string_view path) {
    ++(is_log(path) ? log_flushes_ : database_flushes_);
    return let_through;
}

int CountingDisk::on_remove(std::string_view) {
    return let_through;
}

}  // namespace duban::support
