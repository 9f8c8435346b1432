#include "engine/yaml/encoding.hpp"

#include <fmt/format.h>

#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/yaml/places.hpp"

namespace duban::yaml {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t problems_max = 10;  // more of them say that it is no text

/// UTF-16 and UTF-32 are known by their mark, or by the zero bytes that their ASCII letters have.
bool is_wide(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return true;
    if (text.starts_with("\0\0\xFE\xFF"sv)) return true;
    return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

/// The next character that no text file holds, as an offset: C0 but tab and line ends, DEL, C1, and
/// a byte-order mark within the text, which comes of joining files and cannot be seen.
std::optional<std::size_t> find_control(std::string_view text, std::size_t from) {
    for (auto at = from; at < text.size(); ++at) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte < 0x7F) continue;
        if (byte == '\t' || byte == '\n') continue;
        bool const line_end = byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (line_end) continue;
        if (byte < 0x20 || byte == 0x7F) return at;
        bool const c1 = byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0;
        if (c1 || text.substr(at).starts_with(byte_order_mark)) return at;
    }
    return std::nullopt;
}

Text control_message(char32_t code) {
    if (code == U'\r') {
        return {.zh_cn = "此处有单独的回车符（旧式换行）：请以普通换行（LF 或 CRLF）另存文件",
                .en =
                    "a lone carriage return stands here: save the file with ordinary line ends (LF "
                    "or CRLF)"};
    }
    auto const number = static_cast<unsigned>(code);
    return {
        .zh_cn = fmt::format(
            "此处有不可见的控制字符 U+{:04X}：请删除；若整个文件都是乱码，它不是文本文件", number),
        .en = fmt::format("an invisible control character U+{:04X} stands here: remove it; if the "
                          "whole file looks "
                          "garbled it is not a text file",
                          number)};
}

Problem size_problem(Document const& document, Limits const& limits) {
    auto const kib = limits.bytes_max / 1024;
    auto problem =
        document.problem({1, 1},
                         "too-large",
                         {.zh_cn = fmt::format("文件大于 {} KiB：请拆分", kib),
                          .en = fmt::format("the file is larger than {} KiB: split it", kib)});
    problem.source_line.clear();
    return problem;
}

Problem wide_problem(Document const& document) {
    auto problem = document.problem(
        {1, 1},
        "wrong-encoding",
        {.zh_cn = "文件是 UTF-16 或 UTF-32 编码：请在编辑器中另存为 UTF-8",
         .en = "the file is in UTF-16 or UTF-32: save it as UTF-8 in your editor"});
    problem.source_line.clear();
    return problem;
}

Text invalid_message(std::string_view text, std::size_t offset) {
    auto const byte = static_cast<unsigned>(static_cast<unsigned char>(text[offset]));
    return {.zh_cn = fmt::format(
                "字节 0x{:02X} 不是有效的 UTF-8（可能是 GBK 编码）：请将文件另存为 UTF-8", byte),
            .en = fmt::format(
                "byte 0x{:02X} is not valid UTF-8 (the file may be GBK): save the file as UTF-8",
                byte)};
}

}  // namespace

Problems check_encoding(Document const& document, Limits const& limits) {
    std::string_view const text = document.text;
    if (text.size() > limits.bytes_max) return {size_problem(document, limits)};
    if (is_wide(text)) return {wide_problem(document)};
    Places const places{text};
    if (auto const offset = find_invalid_utf8(text)) {
        return {
            document.problem(places.of(*offset), "invalid-utf8", invalid_message(text, *offset))};
    }
    Problems problems;
    for (auto at = find_control(text, 0); at && problems.size() < problems_max;
         at = find_control(text, *at + 1)) {
        auto rest = text.substr(*at);
        problems.push_back(document.problem(
            places.of(*at), "control-character", control_message(take_code_point(rest))));
    }
    return problems;
}

}  // namespace duban::yaml
