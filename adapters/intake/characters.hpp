// What single characters are to the readers of a page: Han, white space, lost in some conversion, a
// numeral. All of it is asked of the shadow (see passage.hpp), where widths and scripts are one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace duban::intake {

[[nodiscard]] bool is_han(char32_t character);
[[nodiscard]] bool is_space(char32_t character);
[[nodiscard]] bool is_digit(char32_t character);
[[nodiscard]] bool is_latin(char32_t character);
[[nodiscard]] bool is_any_of(char32_t character, std::u32string_view set);

/// Stands where a character was lost or hidden: □ � ? * × and their kin.
[[nodiscard]] bool is_lost(char32_t character);

/// A vowel that carries one of the four tones: only pinyin writes it in a Chinese page.
[[nodiscard]] bool is_toned_vowel(char32_t character);

/// 0-9 of a Chinese digit (〇○零 are 0); 十 is not a digit.
[[nodiscard]] std::optional<int> chinese_digit(char32_t character);

/// 1-99 written in Chinese (一, 十二, 二十五, 廿一) or in ASCII digits; nothing for another word.
[[nodiscard]] std::optional<int> small_number(std::u32string_view word);

}  // namespace duban::intake
