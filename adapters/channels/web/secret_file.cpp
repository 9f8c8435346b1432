#include "adapters/channels/web/secret_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace duban::web {

namespace {

constexpr std::size_t secret_bytes_max = 1'024;

/// Keys and addresses are of visible characters: one that is not came from a wrong file.
bool is_visible(std::string const& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Result<std::string, Text> read_secret_file(std::filesystem::path const& file) {
    auto const name = file.string();

    struct stat status {};

    if (::stat(file.c_str(), &status) != 0) {
        auto const* const why = std::strerror(errno);
        return Failure<Text>{
            {.zh_cn = fmt::format("无法读取密钥文件 {}：{}", name, why),
             .en = fmt::format("the file of the secret {} cannot be read: {}", name, why)}};
    }
    if ((status.st_mode & S_IRWXO) != 0) {
        return Failure<Text>{
            {.zh_cn = fmt::format("密钥文件 {} 人人可读，请执行 chmod o= {}", name, name),
             .en = fmt::format(
                 "the file of the secret {} is open to everybody: chmod o= {}", name, name)}};
    }
    std::ifstream stream{file};
    std::string secret;
    bool const read = static_cast<bool>(std::getline(stream, secret));
    if (!read || secret.empty() || secret.size() > secret_bytes_max || !is_visible(secret)) {
        return Failure<Text>{
            {.zh_cn = fmt::format("密钥文件 {} 的第一行须为密钥，不含空格", name),
             .en = fmt::format("the first line of {} must be the secret, without spaces", name)}};
    }
    return secret;
}

}  // namespace duban::web
