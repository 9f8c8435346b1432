// The tables of a calendar's file: its mappings, their keys, and what these mean.
#pragma once

#include <array>
#include <string_view>

#include "engine/yaml/noun.hpp"

namespace duban::calendar::noun {

extern yaml::Noun const calendar;
extern yaml::Noun const office_hours;
extern yaml::Noun const laws;
extern yaml::Noun const known;
extern yaml::Noun const paper;
extern yaml::Noun const holiday_days;

/// From Sunday on, as weekdays are numbered.
inline constexpr std::array<std::string_view, 7> weekday_words{
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

}  // namespace duban::calendar::noun
