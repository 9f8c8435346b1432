#include "engine/yaml/excerpt.hpp"

#include "engine/base/utf8.hpp"

namespace duban::yaml {

namespace {

bool is_control(char32_t code) {
    bool const c0 = code < 0x20 && code != U'\t';
    bool const c1 = code >= 0x7F && code <= 0x9F;
    return c0 || c1;
}

}  // namespace

std::string excerpt(std::string_view text, std::size_t characters_max) {
    std::string piece;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == characters_max) return piece + "…";
        auto const code = take_code_point(text);
        append_utf8(piece, is_control(code) ? U'\uFFFD' : code);
    }
    return piece;
}

}  // namespace duban::yaml
