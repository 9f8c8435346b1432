#include "adapters/intake/reply_class.hpp"

#include <array>
#include <string_view>

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

// A-D nationally; some places go to F. A digit divides a class (B1).
std::size_t class_length(std::u32string_view rest) {
    if (rest.empty() || !is_any_of(rest.front(), U"ABCDEFabcdef")) return 0;
    std::size_t const length = rest.size() > 1 && is_any_of(rest[1], U"123456789") ? 2 : 1;
    bool const word_goes_on =
        rest.size() > length &&
        (is_latin(rest[length]) || is_digit(rest[length]) || is_any_of(rest[length], U"-_@"));
    return word_goes_on ? 0 : length;
}

bool word_begins(std::u32string_view shadow, std::size_t at) {
    return at == 0 ||
           (!is_latin(shadow[at - 1]) && !is_digit(shadow[at - 1]) && shadow[at - 1] != U'-');
}

std::size_t skip_spaces(std::u32string_view shadow, std::size_t at) {
    while (at < shadow.size() && shadow[at] == U' ') ++at;
    return at;
}

// Half-width: a class in full-width letters is the same class.
std::string printed(Passage passage, std::size_t at, std::size_t length) {
    return to_utf8(passage.shadow.substr(at, length));
}

std::optional<std::string> followed_by_kind(Passage passage) {
    for (auto mark = passage.find(U"类"); mark != Passage::npos;
         mark = passage.find(U"类", mark + 1)) {
        auto end = mark;
        while (end > 0 && is_any_of(passage.shadow[end - 1], U" ”\"'’")) --end;
        for (std::size_t const length : {2U, 1U}) {
            if (end < length || class_length(passage.shadow.substr(end - length, length)) != length)
                continue;
            if (!word_begins(passage.shadow, end - length)) continue;
            return printed(passage, end - length, length);
        }
    }
    return std::nullopt;
}

// The number of the case, which may stand between the document's number and the class.
std::size_t skip_case_number(std::u32string_view shadow, std::size_t at) {
    constexpr std::size_t shortest_number = 4;
    auto end = at;
    while (end < shadow.size() && is_digit(shadow[end])) ++end;
    return end - at >= shortest_number ? end : at;
}

// "〔2023〕12号A", "〔2023〕12号20230091B1": the mark at the top right of the first page, run into
// the document's number.
std::optional<std::string> glued_to_number(Passage line) {
    auto const shadow = line.shadow;
    for (auto mark = shadow.find(U'号'); mark != shadow.npos; mark = shadow.find(U'号', mark + 1)) {
        bool const numbered = mark > 0 && (is_digit(shadow[mark - 1]) || shadow[mark - 1] == U' ');
        auto const at = skip_case_number(shadow, skip_spaces(shadow, mark + 1));
        auto const length = class_length(shadow.substr(at));
        auto const after = skip_spaces(shadow, at + length);
        bool const ends = after >= shadow.size() || is_any_of(shadow[after], U"类|)]") ||
                          (after > at + length && line.contains(U"["));
        if (numbered && length > 0 && ends) return printed(line, at, length);
    }
    return std::nullopt;
}

// "B1 第091号": the mark at the beginning of the line that gives the number of the case.
std::optional<std::string> before_number(Passage line) {
    auto const length = class_length(line.shadow);
    auto const at = skip_spaces(line.shadow, length);
    if (length == 0 || at == length || line.shadow.substr(at, 1) != U"第") return std::nullopt;
    return line.ends_with(U"号") ? std::optional{printed(line, 0, length)} : std::nullopt;
}

}  // namespace

std::optional<std::string> class_in_value(Passage value) {
    constexpr std::size_t longest_value = 40;
    value = stripped(value, U" \n|[]()“”\"'");
    if (value.size() > longest_value) return std::nullopt;
    auto const length = class_length(value.shadow);
    if (length > 0) return printed(value, 0, length);
    return followed_by_kind(value);
}

std::optional<std::string> class_in_head(Passage head) {
    constexpr std::size_t longest_line = 120;
    for (auto line : lines_of(head)) {
        if (line.size() > longest_line) continue;
        if (auto const glued = glued_to_number(line)) return glued;
        if (auto const kind = followed_by_kind(line)) return kind;
        if (auto const leads = before_number(line)) return leads;
        line = stripped(line, U" []()“”|");
        if (line.size() <= 2 && class_length(line.shadow) == line.size()) {
            return printed(line, 0, line.size());
        }
    }
    return std::nullopt;
}

}  // namespace duban::intake
