#include "adapters/secret/new_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace duban::secret {

void make_key_file(std::filesystem::path const& path, std::string_view key) {
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) return;
    auto const line = std::string{key} + "\n";
    bool const written =
        file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    auto const error = errno;
    if (file >= 0) ::close(file);
    if (!written) {
        throw std::runtime_error{
            fmt::format("cannot write the key file {}: {}", path.string(), std::strerror(error))};
    }
}

}  // namespace duban::secret
