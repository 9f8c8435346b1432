#include "engine/yaml/yaml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/base/utf8.hpp"

namespace duban::yaml {

namespace {

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Beyond ASCII: not the blanks and marks that are seen by nobody.
bool is_foreign_letter(char32_t c) {
    bool const is_invisible =
        (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x3000 || c == 0xFEFF;
    return c >= 0xA1 && !is_invisible;
}

bool is_word_of_yaml(std::string_view text) {
    constexpr std::array words{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::find(words.begin(), words.end(), lower) != words.end();
}

}  // namespace

bool is_bare(std::string_view text) {
    auto rest = text;
    bool is_first = true;
    while (!rest.empty()) {
        auto const c = take_code_point(rest);
        bool const may_begin = is_letter(c) || is_foreign_letter(c);
        bool const may_follow = (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '-' ||
                                c == '.' || c == '\'' || c == '(' || c == ')';
        if (!may_begin && (is_first || !may_follow)) return false;
        is_first = false;
    }
    return !text.empty() && text.back() != ' ' && !is_word_of_yaml(text);
}

std::string yaml_text(std::string_view text) {
    if (is_bare(text)) return std::string{text};
    std::string quoted = "\"";
    for (char const c : text) {
        if (c == '\n') {
            quoted += "\\n";
        } else if (c == '\t') {
            quoted += "\\t";
        } else {
            if (c == '"' || c == '\\') quoted += '\\';
            quoted += c;
        }
    }
    return quoted + '"';
}

}  // namespace duban::yaml
