// The words that terms are written with.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar/term.hpp"

namespace duban::calendar {

struct UnitName {
    Unit unit;
    std::string_view one;
    std::string_view many;
    std::string_view zh_cn;
    int longest;
};

inline constexpr std::array unit_names{
    UnitName{Unit::months, "month", "months", "个月", 120},
    UnitName{Unit::weeks, "week", "weeks", "周", 520},
    UnitName{Unit::days, "day", "days", "日", 3660},
    UnitName{Unit::working_days, "working day", "working days", "个工作日", 2600},
    UnitName{Unit::hours, "hour", "hours", "小时", 87600},
    UnitName{Unit::working_hours, "working hour", "working hours", "个工作小时", 20800},
};

inline constexpr std::array<std::string_view, 12> month_names{"January",
                                                              "February",
                                                              "March",
                                                              "April",
                                                              "May",
                                                              "June",
                                                              "July",
                                                              "August",
                                                              "September",
                                                              "October",
                                                              "November",
                                                              "December"};

struct PeriodName {
    Period period;
    std::string_view word;
    std::string_view zh_cn;
};

/// Beside the months by name.
inline constexpr std::array period_names{
    PeriodName{{Period::Kind::quarter, 1}, "Q1", "第一季度"},
    PeriodName{{Period::Kind::quarter, 2}, "Q2", "第二季度"},
    PeriodName{{Period::Kind::quarter, 3}, "Q3", "第三季度"},
    PeriodName{{Period::Kind::quarter, 4}, "Q4", "第四季度"},
    PeriodName{{Period::Kind::month, 0}, "the month", "当月"},
    PeriodName{{Period::Kind::quarter, 0}, "the quarter", "当季"},
    PeriodName{{Period::Kind::year, 0}, "the year", "当年"},
};

inline constexpr std::string_view last_day_prefix = "last day of ";
inline constexpr std::string_view last_working_day_prefix = "last working day of ";
inline constexpr std::string_view next_year = " next year";
inline constexpr std::string_view or_word = " or ";
inline constexpr std::string_view whichever_later = ", whichever is later";
inline constexpr std::string_view whichever_earlier = ", whichever is earlier";

UnitName const& name_of(Unit unit);

/// "1 month", "3 months"
std::string counted(int count, UnitName const& name);

std::optional<std::chrono::month> find_month(std::string_view word);

/// The words of a text; spaces around them do not count.
std::vector<std::string_view> split_words(std::string_view text);

}  // namespace duban::calendar
