// The words of a date, read one after the other: which year, and which part of it.
#pragma once

#include <cstddef>
#include <optional>

#include "adapters/intake/phrase_reader.hpp"
#include "adapters/intake/time_phrase.hpp"

namespace duban::intake {

/// 2026年, 2026-2028年, 明年.
struct WrittenYear {
    int first = 0;  // 0: counts from the reply, whose day is not known
    int last = 0;
    bool past = false;
    bool vague = false;
};

/// A part of a year: from a day of a month to a day of a month.
struct YearPart {
    TimeRule rule = TimeRule::year;
    unsigned first_month = 1;
    unsigned first_day = 1;
    unsigned last_month = 12;
    unsigned last_day = 0;   // 0: the last of its month
    bool is_end = false;     // 底, 内: “前” after it adds nothing
    bool vague = false;      // 初, 年中
    bool this_year = false;  // 年底, 年内 without a year mean this one
};

[[nodiscard]] std::optional<WrittenYear> take_year(PhraseReader& reader,
                                                   std::optional<Day> replied);
/// `after_year`: then 底, 内 and 初 are enough.
[[nodiscard]] std::optional<YearPart> take_part(PhraseReader& reader, bool after_year);
/// The ten days, the end or the day of a month that was just named: 中旬, 底, 15日.
[[nodiscard]] YearPart take_part_of_month(PhraseReader& reader, unsigned first, unsigned last);
[[nodiscard]] bool take_range_mark(PhraseReader& reader);

}  // namespace duban::intake
