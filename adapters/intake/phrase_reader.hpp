// Reads a packed sentence word by word from a place; what does not fit leaves it where it was.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace duban::intake {

class PhraseReader {
  public:
    PhraseReader(std::u32string_view packed, std::size_t at) : packed_{packed}, at_{at} {}

    [[nodiscard]] std::size_t at() const { return at_; }

    [[nodiscard]] std::u32string_view rest() const { return packed_.substr(at_); }

    /// The character before the place where the reader stands, or 0.
    [[nodiscard]] char32_t before() const { return at_ > 0 ? packed_[at_ - 1] : U'\0'; }

    [[nodiscard]] bool next_is_any_of(std::u32string_view characters) const;

    bool take(std::u32string_view word);
    /// The first of the words that fits: longer ones stand before those they begin with.
    bool take_any(std::initializer_list<std::u32string_view> words);
    /// The same, unless one of the characters follows: then it belongs to another word.
    bool take_unless(std::initializer_list<std::u32string_view> words,
                     std::u32string_view followed_by);

    /// "3", "12", "三", "十二", "两"; never a part of a longer number.
    std::optional<int> number();
    /// "2026", "二〇二六", from 1949 to 2100.
    std::optional<int> year_number();

  private:
    std::u32string_view packed_;
    std::size_t at_;
};

}  // namespace duban::intake
