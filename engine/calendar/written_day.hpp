// Days, ranges of days and times of day as a calendar's file writes them: "2026-10-01", "2026-10-01
// to 2026-10-07", "09:00". What cannot be read is reported at its place, and is nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/yaml/values.hpp"

namespace duban::calendar {

/// The longest holiday on record has ten days; more is a slip of the pen.
inline constexpr int range_days_max = 60;

struct DayRange {
    Day first;
    Day last;  // included
};

/// Days in order, gathered.
std::vector<DayRange> ranges_of(std::vector<Day> const& days);

/// As a file has it.
std::string range_text(DayRange const& range);

std::optional<Day> read_day(yaml::Values const& values, yaml::Node const* node);
/// A day alone, or the first and the last.
std::optional<DayRange> read_day_range(yaml::Values const& values, yaml::Node const& node);
/// Minutes after midnight.
std::optional<std::chrono::minutes> read_clock(yaml::Values const& values, yaml::Node const* node);

}  // namespace duban::calendar
