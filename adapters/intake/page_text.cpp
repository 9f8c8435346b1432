#include "adapters/intake/page_text.hpp"

#include <algorithm>

#include "adapters/intake/characters.hpp"
#include "adapters/intake/encoding.hpp"
#include "adapters/intake/markup.hpp"
#include "adapters/intake/simplified.hpp"

namespace duban::intake {

namespace {

bool is_blank(char32_t c) {
    return c == U'\t' || c == U'\v' || c == U'\f' || c == 0xA0 || c == 0x3000 || c == 0x1680 ||
           c == 0x202F || c == 0x205F || (c >= 0x2000 && c <= 0x200A) || c == 0x3164;
}

bool is_line_end(char32_t c) {
    return c == U'\r' || c == U'\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_invisible(char32_t c) {
    bool const control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    bool const zero_width = (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                            (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xAD;
    bool const private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    return control || zero_width || private_use;
}

std::u32string with_plain_spaces(std::u32string_view page) {
    std::u32string text;
    text.reserve(page.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
        auto const c = page[i];
        if (is_line_end(c)) {
            bool const first_half = c == U'\r' && i + 1 < page.size() && page[i + 1] == U'\n';
            if (!first_half) text.push_back(U'\n');
        } else if (is_blank(c)) {
            text.push_back(U' ');
        } else if (!is_invisible(c)) {
            text.push_back(c);
        }
    }
    return text;
}

bool opens_bracket(char32_t c) {
    return is_any_of(c, U"((〔[【");
}

bool closes_bracket(char32_t c) {
    return is_any_of(c, U"))〕]】");
}

// Length of the pinyin at the front, or 0: "(jù)", "(wáng jǐn)", "guān". Only a toned vowel proves
// it; where one was seen, toneless syllables in brackets ("(de)") are taken for pinyin as well.
std::size_t pinyin_length(std::u32string_view rest, bool toneless) {
    constexpr std::size_t longest = 40;
    bool const bracketed = opens_bracket(rest.front());
    bool toned = false;
    std::size_t at = bracketed ? 1 : 0;
    auto const begin = at;
    for (; at < rest.size() && at < longest; ++at) {
        bool const gap = bracketed && at > begin && is_any_of(rest[at], U" '’");
        if (!gap && !is_latin(rest[at])) break;
        if (rest[at] >= U'A' && rest[at] <= U'Z' && at > begin) return 0;
        toned = toned || is_toned_vowel(rest[at]);
    }
    if (at == begin) return 0;
    if (!bracketed) return toned ? at : 0;
    bool const closed = at < rest.size() && closes_bracket(rest[at]);
    bool const lower = rest[begin] >= U'a';
    return closed && (toned || (toneless && lower && at - begin <= 6)) ? at + 1 : 0;
}

std::u32string without_pinyin(std::u32string const& page) {
    bool const has_pinyin = std::any_of(page.begin(), page.end(), is_toned_vowel);
    if (!has_pinyin) return page;
    std::u32string text;
    text.reserve(page.size());
    for (std::size_t i = 0; i < page.size();) {
        bool const may_begin = i == 0 || !is_latin(page[i - 1]);
        bool const after_han = !text.empty() && is_han(text.back());
        auto const length =
            may_begin ? pinyin_length(std::u32string_view{page}.substr(i), after_han) : 0;
        if (length == 0) text.push_back(page[i]);
        i += std::max<std::size_t>(length, 1);
    }
    return text;
}

// Runs of blank lines and long rows of spaces carry nothing and make every later search longer.
std::u32string without_padding(std::u32string const& page) {
    std::u32string text;
    text.reserve(page.size());
    for (auto const c : page) {
        bool const repeated = !text.empty() && text.back() == c && is_space(c);
        if (!repeated) text.push_back(c);
    }
    return text;
}

char32_t unify(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    switch (c) {
        case 0x3000:
            return U' ';
        case U'∶':
        case U'︰':
        case U'﹕':
        case U'ː':
            return U':';
        case U'﹙':
        case U'❨':
            return U'(';
        case U'﹚':
        case U'❩':
            return U')';
        case U'〔':
        case U'﹝':
        case U'【':
        case U'〖':
        case U'[':
            return U'[';
        case U'〕':
        case U'﹞':
        case U'】':
        case U'〗':
        case U']':
            return U']';
        case U'│':
        case U'┃':
        case U'丨':
        case U'¦':
        case U'║':
            return U'|';
        case U'﹐':
        case U'﹑':
            return U',';
        case U'。':
        case U'｡':
        case U'﹒':
            return U'。';
        case U'–':
        case U'—':
        case U'―':
        case U'‐':
        case U'−':
        case U'﹣':
            return U'-';
        case U'「':
        case U'『':
        case U'＂':
        case U'〝':
            return U'“';
        case U'」':
        case U'』':
        case U'〞':
            return U'”';
        case U'○':
        case U'◯':
        case U'Ｏ':
            return U'〇';
        case U'·':
        case U'•':
        case U'・':
        case U'‧':
        case U'∙':
            return U'·';
        default:
            return c;
    }
}

}  // namespace

std::u32string shadow_of(std::u32string_view text) {
    auto shadow = simplified(text);
    std::transform(
        shadow.begin(), shadow.end(), shadow.begin(), [](char32_t c) { return unify(c); });
    return shadow;
}

PageText::PageText(std::string_view bytes) : too_large_(bytes.size() > bytes_max) {
    if (too_large_) return;
    auto const decoded = decode(bytes);
    damaged_ = decoded.damaged;
    text_ = without_padding(without_pinyin(with_plain_spaces(without_markup(decoded.text))));
    shadow_ = shadow_of(text_);
}

}  // namespace duban::intake
