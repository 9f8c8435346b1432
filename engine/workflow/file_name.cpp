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

/// Part of a path, or no part of any name on Windows.
bool is_reserved(char32_t point) {
    return std::u32string_view{U"/\\:<>\"|?*"}.find(point) != std::u32string_view::npos;
}

/// Windows drops them, and with them "letter.exe." becomes a program.
bool ends_in_vain(std::string_view name) {
    return name.ends_with('.') || name.ends_with(' ');
}

bool has_forbidden_character(std::string_view name) {
    while (!name.empty()) {
        auto const point = take_code_point(name);
        if (is_control(point) || turns_writing(point) || is_reserved(point)) return true;
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
    if (find_invalid_utf8(name) || has_forbidden_character(name) || ends_in_vain(name)) {
        return Text{
            .zh_cn =
                "文件名须为 UTF-8，不含路径、控制字符、改变书写方向的字符和 : < > \" | ? *，"
                "也不以点或空格结尾",
            .en =
                "the name of a file is UTF-8 without a path, control characters, "
                "characters that turn the direction of writing, or any of : < > \" | ? "
                "*, and does not end in a dot or a blank"};
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
