// A set of days between 1900 and 2200 that counts in constant time: one bit a day, and the count of
// all bits before each word. Calendars hold their working days in one. A day outside the range is
// taken as the nearest end of it.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "engine/base/instant.hpp"

namespace duban::calendar {

inline constexpr Day first_day = make_day(1900, 1, 1);
inline constexpr Day last_day = make_day(2200, 12, 31);

inline constexpr int days_in_range = static_cast<int>((last_day - first_day).count()) + 1;

constexpr bool in_range(Day day) {
    return first_day <= day && day <= last_day;
}

class DaySet {
  public:
    /// All days of the given weekdays (by c_encoding(): 0 is Sunday), and those of `with`, but none
    /// of `without`.
    DaySet(std::bitset<7> weekdays, std::vector<Day> const& with, std::vector<Day> const& without);

    [[nodiscard]] bool contains(Day day) const;
    /// How many days of the set lie before `day`.
    [[nodiscard]] int rank(Day day) const;
    /// The day of the set that has `rank` others before it; the ends of the range where the set has
    /// none.
    [[nodiscard]] Day at_rank(int rank) const;

  private:
    std::vector<std::uint64_t> words_;
    std::vector<int> before_;  // members before each word; one more entry than words: the total
};

}  // namespace duban::calendar
