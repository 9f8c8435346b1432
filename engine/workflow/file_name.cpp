#include "engine/workflow/file_name.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/utf8.hpp"

namespace duban::workflow {

namespace {

/// Marks that turn the direction of writing: with one "annex\u202Efdp.exe" looks like a PDF.
bool turns_writing(char32_t point) {
    return point == 0x061C || point == 0x200E || point == 0x200F ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

bool is_control(char32_t point) {
    bool const ends_line = point == 0x2028 || point == 0x2029;
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || ends_line;
}

bool has_forbidden_character(std::string_view name) {
    while (!name.empty()) {
        auto const point = take_code_point(name);
        if (is_control(point) || turns_writing(point) || point == U'/' || point == U'\\')
            return true;
    }
    return false;
}

}  // namespace

std::optional<Text> fault_of_file_name(std::string_view name) {
    if (name.empty() || name == "." || name == ".." || name.size() > file_name_octets_most) {
        return Text{
            .zh_cn = fmt::format("文件名须为 1 至 {} 字节", file_name_octets_most),
            .en = fmt::format("the name of a file has 1 to {} bytes", file_name_octets_most)};
    }
    if (find_invalid_utf8(name) || has_forbidden_character(name)) {
        return Text{.zh_cn = "文件名须为 UTF-8，不含路径、控制字符和改变书写方向的字符",
                    .en =
                        "the name of a file is UTF-8 without a path, control characters, or "
                        "characters that turn the direction of writing"};
    }
    return std::nullopt;
}

std::string ending_of(std::string_view file_name) {
    auto const point = file_name.rfind('.');
    if (point == std::string_view::npos || point == 0) return {};
    std::string ending{file_name.substr(point)};
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending;
}

}  // namespace duban::workflow
