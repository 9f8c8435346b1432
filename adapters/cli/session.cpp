#include "adapters/cli/session.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "adapters/cli/json_output.hpp"
#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"

namespace duban::cli {

namespace {

constexpr std::size_t file_bytes_max = 16U << 20U;

std::string environment(char const* name) {
    auto const* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// Asked of the system, for the error itself may be long past.
bool has_reader_gone() {
    pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace

Language language_of_environment() {
    for (auto const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        auto const value = environment(name);
        if (!value.empty()) return value.starts_with("zh") ? Language::zh_cn : Language::en;
    }
    return Language::en;
}

std::optional<Language> language_asked_for(std::span<char* const> arguments) {
    constexpr std::string_view option = "--language";
    std::optional<Language> asked;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string_view const word = arguments[i];
        if (word == option && i + 1 < arguments.size()) asked = parse_language(arguments[i + 1]);
        if (word.starts_with("--language=")) asked = parse_language(word.substr(option.size() + 1));
    }
    return asked;
}

std::string find_config() {
    namespace fs = std::filesystem;
    auto const named = environment("DUBAN_CONFIG");
    if (!named.empty()) return named;
    std::error_code ignored;
    auto const program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    for (auto const& path : {fs::path{"config/duban.yaml"},
                             fs::path{"/etc/duban/duban.yaml"},
                             program / "../../config/duban.yaml",
                             program / "../share/duban/config/duban.yaml"}) {
        if (fs::exists(path, ignored)) return path.lexically_normal().string();
    }
    return {};
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void say(Session const& session, Text const& text) {
    print(text.in(session.language) + "\n");
}

void complain(Session& session, Text const& text, Exit exit) {
    auto const line = "duban: " + text.in(session.language) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    session.exit = exit;
}

void finish_output(Session& session) {
    bool const is_whole = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (is_whole || has_reader_gone()) return;
    complain(session,
             {.zh_cn = "标准输出未能全部写出，上面的回答不完整；命令所做的改动已经生效",
              .en = "standard output could not be written, so the answer is not whole; what the "
                    "command has changed is done"},
             session.exit == exit_done ? exit_failed : static_cast<Exit>(session.exit));
}

void suggest(Session const& session,
             std::string const& given,
             std::vector<std::string_view> const& known) {
    if (given.empty() || std::ranges::find(known, given) != known.end()) return;
    auto const near = nearest(given, known);
    auto const text =
        near.empty() ? Text{.zh_cn = fmt::format("没有名为“{}”的", given),
                            .en = fmt::format("nothing is called \"{}\"", given)}
                     : Text{.zh_cn = fmt::format("没有名为“{}”的；是否指“{}”？", given, near),
                            .en = fmt::format(
                                "nothing is called \"{}\"; did you mean \"{}\"?", given, near)};
    auto const line = "duban: " + text.in(session.language) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void report(Session& session, Problems const& problems) {
    if (has_errors(problems)) session.exit = exit_refused;
    if (session.json) {
        print(problems_json(problems, session.language) + "\n");
        return;
    }
    for (auto const& problem : problems) {
        auto const text = to_text(problem, session.language);
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
}

Table::Table(std::vector<std::string> heading) {
    rows_.push_back(std::move(heading));
}

void Table::add(std::vector<std::string> row) {
    for (auto& cell : row) cell = on_one_line(cell);
    rows_.push_back(std::move(row));
}

std::string Table::to_text(std::size_t cells_max) const {
    std::vector<std::size_t> widths(rows_.front().size());
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(display_width(row[i]), cells_max));
        }
    }
    std::string text;
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const cell = cut_to_width(row[i], cells_max);
            text += i + 1 < row.size() ? pad_to_width(cell, widths[i] + 2) : cell;
        }
        text += '\n';
    }
    return text;
}

Missing::Missing(std::string const& path)
    : std::runtime_error{fmt::format("there is no {}", path)},
      text_{.zh_cn = fmt::format("没有 {}：请检查文件名", path),
            .en = fmt::format("there is no {}: check the name", path)} {}

std::string read_file(std::string const& path) {
    std::error_code error;
    auto const size = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory) throw Missing{path};
    if (error) throw std::runtime_error{fmt::format("cannot read {}: {}", path, error.message())};
    if (size > file_bytes_max) {
        throw std::runtime_error{
            fmt::format("{} is too large ({} bytes, at most {})", path, size, file_bytes_max)};
    }
    std::ifstream file{path, std::ios::binary};
    std::string text(size, '\0');
    file.read(text.data(), static_cast<std::streamsize>(size));
    if (!file) throw std::runtime_error{fmt::format("cannot read {}", path)};
    return text;
}

}  // namespace duban::cli
