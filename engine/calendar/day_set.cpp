#include "engine/calendar/day_set.hpp"

#include <algorithm>
#include <bit>

namespace duban::calendar {

namespace {

constexpr std::size_t word_bits = 64;

static_assert(days_in_range % word_bits != 0);  // the last word has bits beyond the range

std::size_t index_of(Day day) {
    return static_cast<std::size_t>((std::clamp(day, first_day, last_day) - first_day).count());
}

std::uint64_t bit_of(std::size_t index) {
    return std::uint64_t{1} << (index % word_bits);
}

/// The position of the n-th set bit, counted from 0.
std::size_t nth_bit(std::uint64_t word, int n) {
    for (; n > 0; --n) word &= word - 1;
    return static_cast<std::size_t>(std::countr_zero(word));
}

}  // namespace

DaySet::DaySet(std::bitset<7> weekdays,
               std::vector<Day> const& with,
               std::vector<Day> const& without)
    : words_(days_in_range / word_bits + 1) {
    // Seven words hold whole weeks; the weekdays of all others repeat theirs.
    for (std::size_t index = 0; index < 7 * word_bits; ++index) {
        auto const weekday =
            (std::chrono::weekday{first_day} + std::chrono::days{index}).c_encoding();
        if (weekdays[weekday]) words_[index / word_bits] |= bit_of(index);
    }
    for (std::size_t word = 7; word < words_.size(); ++word) words_[word] = words_[word - 7];
    words_.back() &= bit_of(days_in_range) - 1;

    for (auto const day : with) words_[index_of(day) / word_bits] |= bit_of(index_of(day));
    for (auto const day : without) words_[index_of(day) / word_bits] &= ~bit_of(index_of(day));

    before_.reserve(words_.size() + 1);
    before_.push_back(0);
    for (auto const word : words_) before_.push_back(before_.back() + std::popcount(word));
}

bool DaySet::contains(Day day) const {
    auto const index = index_of(day);
    return (words_[index / word_bits] & bit_of(index)) != 0;
}

int DaySet::rank(Day day) const {
    auto const index = index_of(day);
    auto const below = words_[index / word_bits] & (bit_of(index) - 1);
    return before_[index / word_bits] + std::popcount(below);
}

Day DaySet::at_rank(int rank) const {
    if (rank < 0) return first_day;
    if (rank >= before_.back()) return last_day;
    auto const after = std::upper_bound(before_.begin(), before_.end(), rank);
    auto const word = static_cast<std::size_t>(after - before_.begin()) - 1;
    auto const bit = nth_bit(words_[word], rank - before_[word]);
    return first_day + std::chrono::days{word * word_bits + bit};
}

}  // namespace duban::calendar
