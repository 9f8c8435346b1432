#include "adapters/storage/sqlite/database_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "engine/ports/store.hpp"

namespace duban::sqlite {

namespace {

[[noreturn]] void fail(std::string const& path, std::string_view what) {
    auto const cause = std::generic_category().message(errno);
    throw ports::StoreFailure(fmt::format("{}: {} ({})", path, what, cause));
}

void flush(std::string const& path, int flags) {
    int const file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) fail(path, "it cannot be opened to be flushed to the disk");
    int const flushed = ::fsync(file);
    int const cause = errno;
    ::close(file);
    errno = cause;
    if (flushed != 0) fail(path, "it cannot be flushed to the disk");
}

std::string folder_of(std::string const& path) {
    return std::filesystem::path(path).parent_path().string();
}

}  // namespace

std::string checked_path(std::string const& path) {
    if (path.empty()) throw ports::StoreFailure("the store has no path; name a file");
    std::error_code error;
    auto const absolute = std::filesystem::absolute(path, error);
    auto const folder = absolute.parent_path();
    if (error || !std::filesystem::is_directory(folder, error)) {
        throw ports::StoreFailure(
            fmt::format("{}: the folder {} is not there. Create it, or correct the path",
                        path,
                        folder.string()));
    }
    return absolute.string();
}

bool create_private_file(std::string const& path) {
    constexpr mode_t owner_only = 0600;
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, owner_only);
    if (file >= 0) {
        ::close(file);
        flush(folder_of(path), O_RDONLY | O_DIRECTORY);
        return true;
    }
    if (errno != EEXIST) fail(path, "it cannot be created. Check that the folder may be written");
    return false;
}

void make_durable(std::string const& path) {
    flush(path, O_RDONLY);
    flush(folder_of(path), O_RDONLY | O_DIRECTORY);
}

bool rename_to_new(std::string const& from, std::string const& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EEXIST) fail(to, "it cannot be given its name");
    return false;
}

}  // namespace duban::sqlite
