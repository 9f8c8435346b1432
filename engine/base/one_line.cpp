#include "engine/base/one_line.hpp"

#include "engine/base/utf8.hpp"

namespace duban {

namespace {

bool is_control(char32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

std::string without_obeyed(std::string_view text, bool keeps_lines) {
    std::string harmless;
    while (!text.empty()) {
        auto const character = take_code_point(text);
        bool const stays = !is_obeyed(character) || (keeps_lines && character == U'\n');
        append_utf8(harmless, stays ? character : U' ');
    }
    return harmless;
}

}  // namespace

bool is_one_line(std::string_view text) {
    while (!text.empty()) {
        if (is_control(take_code_point(text))) return false;
    }
    return true;
}

bool is_obeyed(char32_t character) {
    bool const breaks_or_turns = character >= 0x2028 && character <= 0x202E;
    bool const isolates = character >= 0x2066 && character <= 0x2069;
    return is_control(character) || breaks_or_turns || isolates;
}

std::string on_one_line(std::string_view text) {
    return without_obeyed(text, false);
}

std::string on_its_lines(std::string_view text) {
    return without_obeyed(text, true);
}

}  // namespace duban
