#include "engine/base/utf8.hpp"

#include <algorithm>
#include <array>

namespace duban {

namespace {

struct Decoded {
    char32_t code_point;
    std::size_t bytes;  // 0 = invalid
};

Decoded decode(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    std::size_t const bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {0xFFFD, 0};
    char32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {0xFFFD, 0};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    bool const surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest[bytes] || surrogate || code > 0x10FFFF) return {0xFFFD, 0};
    return {code, bytes};
}

/// How long the first character is; 0 where it is none. What offices write is quick.
std::size_t valid_bytes(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    if (byte(0) < 0x80) return 1;
    bool const is_plain = byte(0) >= 0xE1 && byte(0) <= 0xEC;  // no surrogate, nothing overlong
    if (is_plain && text.size() >= 3 && follows(1) && follows(2)) return 3;
    return decode(text).bytes;
}

struct Range {
    char32_t first;
    char32_t last;
};

// Wide ranges of Unicode TR 11, reduced to what offices write: CJK, kana, hangul, full-width,
// emoji.
constexpr std::array wide{Range{0x1100, 0x115F},
                          Range{0x2E80, 0x303E},
                          Range{0x3041, 0xA4CF},
                          Range{0xAC00, 0xD7A3},
                          Range{0xF900, 0xFAFF},
                          Range{0xFE30, 0xFE6F},
                          Range{0xFF00, 0xFF60},
                          Range{0xFFE0, 0xFFE6},
                          Range{0x1F300, 0x1F64F},
                          Range{0x1F900, 0x1F9FF},
                          Range{0x20000, 0x3FFFD}};

constexpr std::array combining{Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0xFE00, 0xFE0F}};

template <std::size_t N>
bool in_any(std::array<Range, N> const& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](Range range) {
        return code >= range.first && code <= range.last;
    });
}

std::size_t width_of(char32_t code) {
    if (code < 0x300) return 1;
    if (in_any(combining, code)) return 0;
    return in_any(wide, code) ? 2 : 1;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto const bytes = valid_bytes(text.substr(at));
        if (bytes == 0) return at;
        at += bytes;
    }
    return std::nullopt;
}

std::optional<std::size_t> count_valid_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        auto const bytes = valid_bytes(text);
        if (bytes == 0) return std::nullopt;
        text.remove_prefix(bytes);
    }
    return count;
}

char32_t take_code_point(std::string_view& text) {
    auto const decoded = decode(text);
    text.remove_prefix(std::max<std::size_t>(decoded.bytes, 1));
    return decoded.code_point;
}

void append_utf8(std::string& to, char32_t code) {
    auto const put = [&to](char32_t byte) { to.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | (code >> 6U));
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | (code >> 12U));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | (code >> 18U));
        put(0x80U | ((code >> 12U) & 0x3FU));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

std::size_t count_characters(std::string_view text) {
    if (auto const count = count_valid_characters(text)) return *count;
    std::size_t count = 0;
    for (; !text.empty(); ++count) take_code_point(text);
    return count;
}

std::size_t display_width(std::string_view text) {
    std::size_t cells = 0;
    while (!text.empty()) cells += width_of(take_code_point(text));
    return cells;
}

std::string pad_to_width(std::string_view text, std::size_t cells) {
    std::string padded{text};
    auto const width = display_width(text);
    if (width < cells) padded.append(cells - width, ' ');
    return padded;
}

std::string cut_to_width(std::string_view text, std::size_t cells) {
    if (display_width(text) <= cells) return std::string{text};
    std::string cut;
    std::size_t used = 0;
    while (!text.empty()) {
        auto const code = take_code_point(text);
        if (used + width_of(code) + 1 > cells) break;
        used += width_of(code);
        append_utf8(cut, code);
    }
    return cut + "…";
}

}  // namespace duban
