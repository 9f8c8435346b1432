// Times that are told from where the reply stands: 三个月内, 半年内, 今后两年, 10个工作日内,
// 下月底, 本季度, 下周; and “十五五”期间, which every office counts alike.
#pragma once

#include "adapters/intake/time_phrase.hpp"

namespace duban::intake {

/// The phrase that begins exactly at `at`.
[[nodiscard]] std::optional<TimePhrase> near_phrase(std::u32string_view packed,
                                                    std::size_t at,
                                                    std::optional<Day> replied);
[[nodiscard]] std::optional<TimePhrase> plan_phrase(std::u32string_view packed, std::size_t at);

}  // namespace duban::intake
