#include "adapters/channels/spool/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

namespace duban::spool {

namespace {

[[noreturn]] void fail(char const* what, std::filesystem::path const& path) {
    int const error = errno;
    throw std::system_error{error, std::generic_category(), what + (": " + path.string())};
}

class Descriptor {
  public:
    Descriptor(std::filesystem::path const& path, int flags)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
        if (number_ < 0) fail("cannot open", path);
    }

    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail("cannot write", path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void flush() {
        if (::fsync(number_) != 0) fail("cannot flush", path_);
    }

    /// A network file system may tell of a full disk only now.
    void close() {
        int const number = number_;
        number_ = -1;
        if (::close(number) != 0) fail("cannot close", path_);
    }

  private:
    std::filesystem::path path_;
    int number_;
};

}  // namespace

void write_durably(std::filesystem::path const& path, std::string_view bytes) {
    auto temporary = path;
    temporary.replace_filename(fmt::format(".{}.part", path.filename().string()));
    try {
        Descriptor file{temporary, O_WRONLY | O_CREAT | O_TRUNC};
        file.write(bytes);
        file.flush();
        file.close();
        if (::rename(temporary.c_str(), path.c_str()) != 0) fail("cannot rename", temporary);
    } catch (std::system_error const&) {
        ::unlink(temporary.c_str());
        throw;
    }
    Descriptor{path.parent_path(), O_RDONLY | O_DIRECTORY}.flush();
}

}  // namespace duban::spool
