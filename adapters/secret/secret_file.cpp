#include "adapters/secret/secret_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace duban::secret {

namespace {

Failure<Text> unreadable(SecretFile const& file, std::string_view why) {
    auto const path = file.path.string();
    return Failure<Text>{
        {.zh_cn = fmt::format("无法读取{}文件 {}：{}", file.what.zh_cn, path, why),
         .en = fmt::format("the {} file {} cannot be read: {}", file.what.en, path, why)}};
}

Failure<Text> open_to_all(SecretFile const& file) {
    auto const path = file.path.string();
    return Failure<Text>{
        {.zh_cn =
             fmt::format("{}文件 {} 人人可读，请执行 chmod o= {}", file.what.zh_cn, path, path),
         .en = fmt::format(
             "the {} file {} is open to everybody: chmod o= {}", file.what.en, path, path)}};
}

Failure<Text> no_line(SecretFile const& file) {
    return Failure<Text>{
        {.zh_cn = fmt::format(
             "{}文件 {} 的第一行须为{}", file.what.zh_cn, file.path.string(), file.what.zh_cn),
         .en = fmt::format("the first line of the {} file {} must be the {}",
                           file.what.en,
                           file.path.string(),
                           file.what.en)}};
}

bool may_hold(SecretFile const& file, char c) {
    return file.is_key ? c > ' ' && c <= '~' : static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
}

/// At most one byte more than may be in it.
Result<std::string, Text> bytes_of(SecretFile const& file) {
    struct stat status {};

    if (::stat(file.path.c_str(), &status) != 0) return unreadable(file, std::strerror(errno));
    if ((status.st_mode & S_IRWXO) != 0) return open_to_all(file);
    std::ifstream stream{file.path, std::ios::binary};
    if (!stream) return unreadable(file, std::strerror(errno));
    std::string bytes(file.bytes_max + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

}  // namespace

Result<std::string, Text> read_line(SecretFile const& file) {
    auto bytes = bytes_of(file);
    if (!bytes) return bytes;
    auto const line = bytes->substr(0, bytes->find('\n'));
    bool const whole = std::ranges::all_of(line, [&](char c) { return may_hold(file, c); });
    if (line.empty() || line.size() > file.bytes_max || !whole) return no_line(file);
    return line;
}

Result<std::string, Text> read_all(SecretFile const& file) {
    auto bytes = bytes_of(file);
    if (!bytes) return bytes;
    if (bytes->size() <= file.bytes_max) {
        while (bytes->ends_with('\n') || bytes->ends_with('\r')) bytes->pop_back();
        if (!bytes->empty()) return bytes;
    }
    return Failure<Text>{{.zh_cn = fmt::format("{}文件 {} 是空的，或超过 {} 字节",
                                               file.what.zh_cn,
                                               file.path.string(),
                                               file.bytes_max),
                          .en = fmt::format("the {} file {} is empty or above {} bytes",
                                            file.what.en,
                                            file.path.string(),
                                            file.bytes_max)}};
}

}  // namespace duban::secret
