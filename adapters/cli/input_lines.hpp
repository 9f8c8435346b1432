// Lines of questions from another program, one answer each.
#pragma once

#include <cstddef>
#include <istream>
#include <string>

namespace duban::cli {

/// The next line, of which no more than `bytes_max` + 1 bytes are kept: a longer one can be seen to
/// be too long. A byte-order mark at its beginning is skipped. False at the end of the input.
bool next_line(std::istream& input, std::string& line, std::size_t bytes_max);

}  // namespace duban::cli
