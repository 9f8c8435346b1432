// A text of one line: what people add in a few words, and what is shown within a table, a subject
// or a log.
#pragma once

#include <string_view>

namespace duban {

/// No line breaks, tabs or other control characters (C0, DEL, C1). Of valid UTF-8.
bool is_one_line(std::string_view text);

}  // namespace duban
