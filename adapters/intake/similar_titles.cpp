#include "adapters/intake/similar_titles.hpp"

#include "adapters/intake/characters.hpp"
#include "adapters/intake/page_text.hpp"
#include "engine/base/utf8.hpp"

namespace duban::intake {

std::string matching_key(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) characters.push_back(take_code_point(text));
    std::string key;
    for (auto const c : shadow_of(characters)) {
        bool const upper = c >= U'A' && c <= U'Z';
        if (is_han(c) || is_latin(c) || is_digit(c))
            append_utf8(key, upper ? c + (U'a' - U'A') : c);
    }
    return key;
}

}  // namespace duban::intake
