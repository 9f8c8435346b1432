#include "adapters/intake/phrase_reader.hpp"

#include "adapters/intake/characters.hpp"

namespace duban::intake {

namespace {

constexpr std::size_t longest_number = 3;

bool is_numeral(char32_t c) {
    return chinese_digit(c) || is_any_of(c, U"十廿卅百");
}

std::optional<int> value_of(std::u32string_view word) {
    if (word == U"两") return 2;
    if (!is_digit(word.front())) return small_number(word);
    int value = 0;
    for (auto const c : word) value = value * 10 + static_cast<int>(c - U'0');
    return value > 0 ? std::optional{value} : std::nullopt;
}

}  // namespace

bool PhraseReader::next_is_any_of(std::u32string_view characters) const {
    return at_ < packed_.size() && is_any_of(packed_[at_], characters);
}

bool PhraseReader::take(std::u32string_view word) {
    if (!rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
}

bool PhraseReader::take_any(std::initializer_list<std::u32string_view> words) {
    for (auto const word : words) {
        if (take(word)) return true;
    }
    return false;
}

bool PhraseReader::take_unless(std::initializer_list<std::u32string_view> words,
                               std::u32string_view followed_by) {
    auto const begin = at_;
    if (!take_any(words)) return false;
    if (!next_is_any_of(followed_by)) return true;
    at_ = begin;
    return false;
}

std::optional<int> PhraseReader::number() {
    if (at_ >= packed_.size() || is_any_of(before(), U".第几数")) return std::nullopt;
    auto const first = packed_[at_];
    bool const arabic = is_digit(first);
    if (arabic ? is_digit(before()) : is_numeral(before())) return std::nullopt;
    auto const in_number = [&](char32_t c) {
        return arabic ? is_digit(c) : is_numeral(c) || c == U'两';
    };
    std::size_t length = 0;
    while (length <= longest_number && at_ + length < packed_.size() &&
           in_number(packed_[at_ + length])) {
        ++length;
    }
    if (length == 0 || length > longest_number) return std::nullopt;
    auto const value = value_of(packed_.substr(at_, length));
    if (value) at_ += length;
    return value;
}

std::optional<int> PhraseReader::year_number() {
    constexpr std::size_t digits = 4;
    auto const word = rest().substr(0, digits);
    if (word.size() < digits || is_digit(before()) || chinese_digit(before())) return std::nullopt;
    int year = 0;
    for (auto const c : word) {
        auto const digit =
            is_digit(c) ? std::optional{static_cast<int>(c - U'0')} : chinese_digit(c);
        if (!digit) return std::nullopt;
        year = year * 10 + *digit;
    }
    if (year < 1949 || year > 2100) return std::nullopt;
    at_ += digits;
    return year;
}

}  // namespace duban::intake
