// Phrases of time in a sentence that speaks of work: 2026年下半年, 年底前, 三个月内, 第四季度. Each
// names a period; what was promised for it is due on the period's last day. What cannot be known
// from the phrase and the day of the reply has no day and a doubt that says why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::intake {

enum class TimeRule : std::uint8_t {
    day,
    ten_days,
    week,
    month,
    quarter,
    half_year,
    year,
    five_years,
    within,
    season,
    undated
};

using duban::to_text;  // of days, not hidden by the one below

/// As programs read it: "half_year".
std::string_view to_text(TimeRule rule);
/// As people read it: "the last day of the half-year".
Text describe(TimeRule rule);

struct TimePhrase {
    std::size_t begin = 0;  // in the packed sentence
    std::size_t end = 0;
    TimeRule rule = TimeRule::undated;
    std::optional<Day> first = {};  // of the period; nothing where no day can be named
    std::optional<Day> last = {};
    std::optional<int> year = {};  // as it is written
    bool past = false;             // by its own words: 去年, 以来
    bool year_guessed = false;     // the next one after the reply, for want of a written one
    std::vector<Text> doubts = {};
};

/// `packed` as in sentence.hpp. What stands in 《》 is a name, not a time.
[[nodiscard]] std::vector<TimePhrase> find_time_phrases(std::u32string_view packed,
                                                        std::optional<Day> replied);

}  // namespace duban::intake
