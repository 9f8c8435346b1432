#include "engine/yaml/excerpt.hpp"

#include "engine/base/one_line.hpp"
#include "engine/base/utf8.hpp"

namespace duban::yaml {

std::string excerpt(std::string_view text, std::size_t characters_max) {
    std::string piece;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == characters_max) return piece + "…";
        auto const code = take_code_point(text);
        bool const is_shown = code == U'\t' || !is_obeyed(code);
        append_utf8(piece, is_shown ? code : U'\uFFFD');
    }
    return piece;
}

}  // namespace duban::yaml
