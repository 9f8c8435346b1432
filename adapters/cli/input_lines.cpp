#include "adapters/cli/input_lines.hpp"

#include <string_view>

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
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
    return true;
}

}  // namespace duban::cli
