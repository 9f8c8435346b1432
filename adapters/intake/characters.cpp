#include "adapters/intake/characters.hpp"

namespace duban::intake {

bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF);
}

bool is_space(char32_t c) {
    return c == U' ' || c == U'\n';
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_latin(char32_t c) {
    bool const ascii = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return ascii || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x300 && c <= 0x30F);
}

bool is_any_of(char32_t c, std::u32string_view set) {
    return set.find(c) != set.npos;
}

bool is_lost(char32_t c) {
    return is_any_of(c, U"□■\uFFFD?*×_▲●");
}

bool is_toned_vowel(char32_t c) {
    constexpr std::u32string_view toned = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ\u0300\u0301\u0304\u030C";
    return is_any_of(c, toned);
}

std::optional<int> chinese_digit(char32_t c) {
    if (is_any_of(c, U"〇○零")) return 0;
    constexpr std::u32string_view digits = U"一二三四五六七八九";
    auto const at = digits.find(c);
    if (at == digits.npos) return std::nullopt;
    return static_cast<int>(at) + 1;
}

namespace {

std::optional<int> arabic_number(std::u32string_view word) {
    if (word.empty() || word.size() > 2) return std::nullopt;
    int value = 0;
    for (auto const c : word) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<int>(c - U'0');
    }
    return value > 0 ? std::optional{value} : std::nullopt;
}

}  // namespace

std::optional<int> small_number(std::u32string_view word) {
    if (word.empty() || word.size() > 3) return std::nullopt;
    if (is_digit(word.front())) return arabic_number(word);
    if (word.front() == U'廿' || word.front() == U'卅') {
        int const tens = word.front() == U'廿' ? 20 : 30;
        if (word.size() == 1) return tens;
        auto const units = chinese_digit(word[1]);
        return units && word.size() == 2 ? std::optional{tens + *units} : std::nullopt;
    }
    auto const ten = word.find(U'十');
    if (ten == word.npos) {
        auto const digit = chinese_digit(word.front());
        return word.size() == 1 && digit && *digit > 0 ? digit : std::nullopt;
    }
    if (ten > 1 || word.size() > ten + 2) return std::nullopt;
    auto const tens = ten == 0 ? std::optional{1} : chinese_digit(word.front());
    auto const units = word.size() == ten + 2 ? chinese_digit(word.back()) : std::optional{0};
    if (!tens || !units || *tens == 0) return std::nullopt;
    return *tens * 10 + *units;
}

}  // namespace duban::intake
