#include "engine/calendar/written_day.hpp"

#include <fmt/format.h>

#include "engine/calendar/counting.hpp"
#include "engine/calendar/day_set.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using yaml::Node;
using yaml::Values;

std::optional<Day> day_in(Values const& values, Node const& node, std::string_view text) {
    auto const day = parse_day(text);
    if (day && in_range(*day)) return day;
    values.error(
        node.at,
        "not-a-day",
        {.zh_cn =
             "没有这一天：日期须写成“2026-10-01”的形式，在 1900 至 2200 年之间，且当月确有此日",
         .en = "there is no such day: write it like 2026-10-01, between 1900 and 2200, and a day "
               "that its month has"});
    return std::nullopt;
}

}  // namespace

std::optional<Day> read_day(Values const& values, Node const* node) {
    auto const text = values.text(node);
    return text ? day_in(values, *node, *text) : std::nullopt;
}

std::optional<DayRange> read_day_range(Values const& values, Node const& node) {
    constexpr std::string_view to = " to ";
    std::string_view const text = node.text;
    auto const gap = text.find(to);
    auto const first = day_in(values, node, text.substr(0, gap));
    if (gap == std::string_view::npos)
        return first ? std::optional{DayRange{*first, *first}} : std::nullopt;
    auto const last = day_in(values, node, text.substr(gap + to.size()));
    if (!first || !last) return std::nullopt;
    if (*first <= *last && *last - *first < days{range_days_max}) return DayRange{*first, *last};
    values.error(node.at,
                 "wrong-order",
                 {.zh_cn = fmt::format("起止日期须先后有序，且不超过 {} 天", range_days_max),
                  .en = fmt::format("the days must be in order, and at most {}", range_days_max)});
    return std::nullopt;
}

std::optional<minutes> read_clock(Values const& values, Node const* node) {
    auto const text = values.text(node);
    if (!text) return std::nullopt;
    auto const time = parse_time_of_day(*text);
    if (!time) {
        values.error(node->at,
                     "not-a-time",
                     {.zh_cn = "时间须写成“09:00”的形式，从 00:00 到 23:59",
                      .en = "write a time like 09:00, from 00:00 to 23:59"});
    }
    return time;
}

std::vector<DayRange> ranges_of(std::vector<Day> const& all) {
    std::vector<DayRange> ranges;
    for (auto const day : all) {
        bool const goes_on = !ranges.empty() && ranges.back().last + days{1} == day &&
                             day - ranges.back().first < days{range_days_max};
        if (goes_on) {
            ranges.back().last = day;
        } else {
            ranges.push_back({day, day});
        }
    }
    return ranges;
}

std::string range_text(DayRange const& range) {
    if (range.first == range.last) return duban::to_text(range.first);
    return fmt::format("{} to {}", duban::to_text(range.first), duban::to_text(range.last));
}

}  // namespace duban::calendar
