#include "adapters/cli/file_replacement.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "adapters/cli/session.hpp"

namespace duban::cli {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(std::string const& path) {
    throw std::runtime_error{
        fmt::format("cannot write {}: {}", path, std::system_category().message(errno))};
}

/// A new file that nobody else may read, until it is closed.
class NewFile {
  public:
    explicit NewFile(std::string path) : path_{std::move(path)} {
        descriptor_ = ::open(
            path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor_ < 0 && errno != EEXIST) fail(path_);
    }

    ~NewFile() {
        if (is_new()) ::close(descriptor_);
    }

    NewFile(NewFile const&) = delete;
    NewFile& operator=(NewFile const&) = delete;

    /// False where something has the name already.
    [[nodiscard]] bool is_new() const { return descriptor_ >= 0; }

    void write(std::string_view text) const {
        while (!text.empty()) {
            auto const written = ::write(descriptor_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path_);
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    /// As the other file: a daemon that could read that one must be able to read this one.
    void become_like(std::string const& other) const {
        struct stat former {};

        if (::stat(other.c_str(), &former) != 0) fail(other);

        struct stat present {};

        if (::fstat(descriptor_, &present) != 0) fail(path_);
        bool const is_owned_alike =
            present.st_uid == former.st_uid && present.st_gid == former.st_gid;
        if (!is_owned_alike && ::fchown(descriptor_, former.st_uid, former.st_gid) != 0)
            fail(path_);
        if (::fchmod(descriptor_, former.st_mode & 07777U) != 0) fail(path_);
    }

    void flush() const {
        if (::fsync(descriptor_) != 0) fail(path_);
    }

  private:
    std::string path_;
    int descriptor_ = -1;
};

void flush_folder(fs::path const& folder) {
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) fail(folder.string());
    int const flushed = ::fsync(descriptor);
    ::close(descriptor);
    if (flushed != 0) fail(folder.string());
}

/// ".bak", or the first number behind it that is free: an earlier text may be the only one with
/// somebody's comments.
std::string free_name(std::string const& file) {
    auto name = file + ".bak";
    for (int number = 2; fs::exists(name); ++number) name = fmt::format("{}.bak.{}", file, number);
    return name;
}

}  // namespace

bool write_new_file(std::string const& path, std::string_view content) {
    NewFile const fresh{path};
    if (!fresh.is_new()) return false;
    try {
        fresh.write(content);
        fresh.flush();
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
    return true;
}

bool write_new_file(Session& session, std::string const& path, std::string_view content) {
    if (write_new_file(path, content)) return true;
    complain(
        session,
        {.zh_cn = fmt::format("{} 已存在，未覆盖：请换一个名称", path),
         .en = fmt::format("{} is there already and was not overwritten: give another name", path)},
        exit_refused);
    return false;
}

void replace_file(std::string const& path, std::string const& text) {
    auto const file = fs::canonical(path);
    auto const beside = file.string() + ".new";
    {
        ::unlink(beside.c_str());
        NewFile const fresh{beside};
        if (!fresh.is_new()) fail(beside);
        fresh.write(text);
        fresh.become_like(file.string());
        fresh.flush();
    }
    fs::rename(beside, file);
    flush_folder(file.parent_path());
}

std::string replace_file_keeping_former(std::string const& path, std::string const& text) {
    auto const file = fs::canonical(path).string();
    auto const former = free_name(file);
    if (::link(file.c_str(), former.c_str()) != 0) fail(former);
    replace_file(path, text);
    return former;
}

}  // namespace duban::cli
