#include "adapters/channels/program/program.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "adapters/secret/secret_file.hpp"
#include "engine/base/sha256.hpp"

namespace duban::program {

namespace {

constexpr std::size_t secret_bytes_max = 16'384;
constexpr std::uintmax_t pinned_bytes_max = 64UL << 20U;

Text unusable(std::filesystem::path const& path, std::string_view zh_cn, std::string_view en) {
    return {.zh_cn = fmt::format("程序 {} 不能使用：{}", path.string(), zh_cn),
            .en = fmt::format("the program {} cannot be used: {}", path.string(), en)};
}

/// Ours or root's, and nobody else may write to it.
std::optional<Text> fault_of_owner(std::filesystem::path const& path, struct stat const& status) {
    if (status.st_uid != 0 && status.st_uid != ::geteuid()) {
        return unusable(path, "其所有者须为 root 或运行本程序的用户", "root or we must own it");
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return std::nullopt;
    return unusable(path,
                    fmt::format("他人可以改写，请执行 chmod go-w {}", path.string()),
                    fmt::format("others may write to it: chmod go-w {}", path.string()));
}

/// The file must be the one whose sum the administrator wrote down.
std::optional<Text> fault_of_content(Program const& program) {
    auto const& path = program.path;
    std::error_code error;
    auto const size = std::filesystem::file_size(path, error);
    if (error || size > pinned_bytes_max)
        return unusable(path, "文件过大，无法核对", "it is too large to be checked");
    std::ifstream file{path, std::ios::binary};
    std::string octets(size, '\0');
    file.read(octets.data(), static_cast<std::streamsize>(size));
    if (!file) return unusable(path, "无法读取", "it cannot be read");
    auto const sum = to_text(sha256(octets));
    if (sum == program.sha256) return std::nullopt;
    return unusable(path,
                    fmt::format("其 SHA-256 是 {}，与配置不符：请核对是否被替换", sum),
                    fmt::format("its SHA-256 is {}, not the configured one: see whether it was "
                                "replaced",
                                sum));
}

}  // namespace

std::optional<Text> fault_of(Program const& program) {
    auto const& path = program.path;

    struct stat status {};

    if (::stat(path.c_str(), &status) != 0) {
        return unusable(path, std::strerror(errno), std::strerror(errno));
    }
    if (!S_ISREG(status.st_mode) || ::access(path.c_str(), X_OK) != 0) {
        return unusable(path, "它不是可执行文件（chmod +x）", "it is not executable (chmod +x)");
    }
    if (auto fault = fault_of_owner(path, status)) return fault;
    std::error_code error;
    auto const folder = std::filesystem::canonical(path, error).parent_path();
    if (error || ::stat(folder.c_str(), &status) != 0) {
        return unusable(path, "无法检查其所在文件夹", "its folder cannot be looked at");
    }
    if (auto fault = fault_of_owner(folder, status)) return fault;
    return program.sha256.empty() ? std::nullopt : fault_of_content(program);
}

Result<NamedTexts, Text> read_secrets(Program const& program) {
    NamedTexts secrets;
    for (auto const& [name, file] : program.secrets) {
        auto secret = secret::read_all({.path = file,
                                        .what = {.zh_cn = fmt::format("密钥“{}”", name),
                                                 .en = fmt::format("secret \"{}\"", name)},
                                        .bytes_max = secret_bytes_max});
        if (!secret) return Failure<Text>{std::move(secret.error())};
        secrets.emplace_back(name, std::move(*secret));
    }
    return secrets;
}

}  // namespace duban::program
