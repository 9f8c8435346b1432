// UTF-8 as the rest needs it: validity, length in characters, width in terminal cells. No
// normalisation, no case mapping beyond ASCII.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace duban {

/// Byte offset of the first invalid sequence (overlong, surrogate, cut off), or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Takes one code point from the front of valid UTF-8; an invalid byte is taken as U+FFFD.
char32_t take_code_point(std::string_view& text);

void append_utf8(std::string& to, char32_t code_point);

/// Characters (code points).
std::size_t count_characters(std::string_view text);

/// The same, or nothing where the text is not UTF-8.
std::optional<std::size_t> count_valid_characters(std::string_view text);

/// Cells on a terminal: Han and full-width forms take two, combining marks none (Unicode TR 11).
std::size_t display_width(std::string_view text);

/// Pads with spaces on the right to `cells` cells.
std::string pad_to_width(std::string_view text, std::size_t cells);

/// The text cut to at most `cells` cells, ending in "…" where something was cut.
std::string cut_to_width(std::string_view text, std::size_t cells);

}  // namespace duban
