// The title of an event in a calendar of holidays: "春节 休", "春节（班）", "国庆节 补班
// 第1天/共2天".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace duban::intake {

struct HolidaySummary {
    std::string holiday;          // empty: not named
    std::optional<bool> is_rest;  // nothing: not said, or not clearly
};

[[nodiscard]] HolidaySummary read_summary(std::string_view summary);

}  // namespace duban::intake
