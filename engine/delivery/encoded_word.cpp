#include "engine/delivery/encoded_word.hpp"

#include <algorithm>

#include "engine/base/utf8.hpp"
#include "engine/delivery/base64.hpp"

namespace duban::delivery {

namespace {

constexpr std::size_t line_max = 76;
constexpr std::string_view word_opening = "=?UTF-8?B?";
constexpr std::string_view word_closing = "?=";

// A word has at most 75 characters (RFC 2047 section 2): 45 bytes, or 15 Han characters.
constexpr std::size_t word_bytes_max = 45;
constexpr std::size_t character_bytes_max = 4;

/// Letters, digits and what needs no quoting in a phrase; an "=?" cannot occur.
bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{" -_/+!#$%&'*"}.find(c) != std::string_view::npos;
}

/// Readers may drop or join spaces at the ends and in rows of several.
bool has_fragile_spaces(std::string_view text) {
    return text.starts_with(' ') || text.ends_with(' ') ||
           text.find("  ") != std::string_view::npos;
}

/// Bytes that fit in a word on a line with `column` characters already.
std::size_t room(std::size_t column) {
    auto const taken = column + word_opening.size() + word_closing.size();
    if (taken >= line_max) return 0;
    return std::min((line_max - taken) / 4 * 3, word_bytes_max);
}

std::string_view take_characters(std::string_view& text, std::size_t bytes_max) {
    auto rest = text;
    std::size_t bytes = 0;
    while (!rest.empty()) {
        take_code_point(rest);
        if (text.size() - rest.size() > bytes_max) break;
        bytes = text.size() - rest.size();
    }
    auto const taken = text.substr(0, bytes);
    text.remove_prefix(bytes);
    return taken;
}

}  // namespace

std::string header_text(std::string_view text, std::size_t column) {
    bool const plain = std::all_of(text.begin(), text.end(), is_plain);
    if (plain && !has_fragile_spaces(text) && column + text.size() <= line_max) {
        return std::string{text};
    }
    std::string encoded;
    while (!text.empty()) {
        if (!encoded.empty() || room(column) < character_bytes_max) {
            encoded += "\r\n ";
            column = 1;
        }
        encoded += word_opening;
        encoded += base64(take_characters(text, room(column)));
        encoded += word_closing;
    }
    return encoded;
}

}  // namespace duban::delivery
