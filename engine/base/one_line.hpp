// A text of one line: what people add in a few words, and what is shown within a table, a subject
// or a log; and any text, as a terminal may be given it.
#pragma once

#include <string>
#include <string_view>

namespace duban {

/// No line breaks, tabs or other control characters (C0, DEL, C1). Of valid UTF-8.
bool is_one_line(std::string_view text);

/// A terminal obeys the character instead of showing it: controls (C0, DEL, C1), breaks of lines,
/// and what turns the direction of writing.
bool is_obeyed(char32_t character);

/// The text with a space for each character that a terminal obeys. One character stays one
/// character, so that columns keep their meaning.
std::string on_one_line(std::string_view text);

/// The same of a text of several lines, which stay.
std::string on_its_lines(std::string_view text);

}  // namespace duban
