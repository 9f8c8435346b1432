#include "engine/base/one_line.hpp"

#include "engine/base/utf8.hpp"

namespace duban {

bool is_one_line(std::string_view text) {
    while (!text.empty()) {
        auto const character = take_code_point(text);
        if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
    }
    return true;
}

}  // namespace duban
