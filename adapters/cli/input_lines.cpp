#include "adapters/cli/input_lines.hpp"

namespace duban::cli {

bool next_line(std::istream& input, std::string& line, std::size_t bytes_max) {
    line.clear();
    auto* const buffer = input.rdbuf();
    constexpr auto end = std::istream::traits_type::eof();
    auto byte = buffer->sbumpc();
    if (byte == end) return false;
    for (; byte != end && byte != '\n'; byte = buffer->sbumpc()) {
        if (line.size() <= bytes_max) line += static_cast<char>(byte);
    }
    return true;
}

}  // namespace duban::cli
