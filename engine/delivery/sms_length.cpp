#include "engine/delivery/sms_length.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/utf8.hpp"

namespace duban::delivery {

namespace {

constexpr std::u32string_view basic_alphabet =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    U"ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";

bool is_in(std::u32string_view alphabet, char32_t c) {
    return alphabet.find(c) != std::u32string_view::npos;
}

std::size_t septets_of(char32_t c) {
    return is_in(extension, c) ? 2 : 1;
}

std::size_t utf16_units_of(char32_t c) {
    return c > 0xFFFF ? 2 : 1;
}

/// What is sent in several parts has less room in each, and no character is cut in two.
std::size_t parts_of(std::vector<std::size_t> const& sizes, std::size_t alone, std::size_t each) {
    std::size_t total = 0;
    for (auto const size : sizes) total += size;
    if (total <= alone) return total == 0 ? 0 : 1;
    std::size_t parts = 1;
    std::size_t filled = 0;
    for (auto const size : sizes) {
        if (filled + size > each) {
            ++parts;
            filled = 0;
        }
        filled += size;
    }
    return parts;
}

}  // namespace

SmsLength length_of_sms(std::string_view text, SmsCounting counting) {
    std::u32string characters;
    while (!text.empty()) characters += take_code_point(text);
    SmsLength length;
    length.gsm_alphabet = counting == SmsCounting::international &&
                          std::all_of(characters.begin(), characters.end(), [](char32_t c) {
                              return is_in(basic_alphabet, c) || is_in(extension, c);
                          });
    std::vector<std::size_t> sizes;
    sizes.reserve(characters.size());
    for (auto const c : characters) {
        sizes.push_back(length.gsm_alphabet ? septets_of(c) : utf16_units_of(c));
        length.units += sizes.back();
    }
    length.parts = length.gsm_alphabet ? parts_of(sizes, 160, 153) : parts_of(sizes, 70, 67);
    return length;
}

}  // namespace duban::delivery
