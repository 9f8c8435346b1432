// Times that name a part of the calendar: 2026年下半年, 明年6月底前, 年内, 第四季度, 12月31日前,
// 2026年6月至9月, 2026-06-30, 下月底, “十五五”期间.
#pragma once

#include "adapters/intake/time_phrase.hpp"

namespace duban::intake {

struct TimeContext {
    std::optional<Day> replied;
    std::optional<int> year;  // the last one that the sentence named before
};

/// The phrase that begins exactly at `at`.
[[nodiscard]] std::optional<TimePhrase> calendar_phrase(std::u32string_view packed,
                                                        std::size_t at,
                                                        TimeContext const& context);

}  // namespace duban::intake
