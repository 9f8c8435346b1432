#include "adapters/cli/due_question.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "adapters/cli/house.hpp"
#include "engine/calendar/given_date.hpp"

namespace duban::cli {

namespace {

Failure<Text> refuse(Text text) {
    return Failure<Text>{std::move(text)};
}

/// A day, or a time on its wall.
struct Start {
    WallTime at;
    bool has_time = false;
};

std::optional<Start> start_of(std::string const& text) {
    if (auto const day = parse_day(text)) return Start{WallTime{*day}, false};
    auto const time = parse_wall_time(text);
    return time ? std::optional{Start{*time, true}} : std::nullopt;
}

Text not_a_start(std::string const& given) {
    auto text = not_a_day(given);
    text.zh_cn += "，或带时刻：2025-07-01T18:00";
    text.en += ", or with a time: 2025-07-01T18:00";
    return text;
}

Failure<Text> not_among(std::string const& given, std::string_view words) {
    return refuse({.zh_cn = fmt::format("“{}”应为 {} 之一", given, words),
                   .en = fmt::format("\"{}\": one of {} is expected", given, words)});
}

Result<calendar::Counting, Text> counting_of(DueQuestion const& question) {
    calendar::Counting counting;
    auto const rest = calendar::parse_on_rest_day(question.on_rest_day);
    if (!rest) {
        return refuse(
            {.zh_cn = fmt::format("“{}”应为 stay、next_working_day 或 previous_working_day",
                                  question.on_rest_day),
             .en = fmt::format("\"{}\": stay, next_working_day or previous_working_day is expected",
                               question.on_rest_day)});
    }
    counting.on_rest_day = *rest;
    auto const start = calendar::parse_start_on_rest_day(question.start_on_rest_day);
    if (!start) return not_among(question.start_on_rest_day, "stay, next_working_day");
    counting.start_on_rest_day = *start;
    auto const ends = calendar::parse_ends(question.ends);
    if (!ends) return not_among(question.ends, "end_of_day, closing_hour");
    counting.ends = *ends;
    if (question.cut_off.empty()) return counting;
    counting.cut_off = calendar::parse_time_of_day(question.cut_off);
    if (!counting.cut_off) {
        return refuse(
            {.zh_cn = fmt::format("“{}”不是时间：写法如 17:30", question.cut_off),
             .en = fmt::format("\"{}\" is no time of day: write it like 17:30", question.cut_off)});
    }
    return counting;
}

}  // namespace

Result<calendar::Explanation, Text> answer_of(service::Calendars const& calendars,
                                              DueQuestion const& question) {
    auto const term = calendar::parse_term(question.term);
    if (!term) return refuse(term.error());
    if (calendar::is_given_date(*term))
        return refuse({.zh_cn = "给定的日期不经计算：它就是那个日期",
                       .en = "a given date is not counted: it is that date"});
    auto const from = start_of(question.from);
    if (!from) return refuse(not_a_start(question.from));
    auto const calendar = calendars.find(question.calendar);
    if (calendar == calendars.end()) {
        std::vector<std::string_view> known;
        for (auto const& [name, unused] : calendars) known.emplace_back(name);
        return refuse({.zh_cn = fmt::format(
                           "没有日历“{}”；现有：{}", question.calendar, fmt::join(known, "、")),
                       .en = fmt::format("there is no calendar \"{}\"; there are: {}",
                                         question.calendar,
                                         fmt::join(known, ", "))});
    }
    auto const counting = counting_of(question);
    if (!counting) return refuse(counting.error());
    // Told apart by hand: g++ 12 takes a comparison of the whole for one of something unset.
    bool const plain = counting->start_on_rest_day == calendar::StartOnRestDay::stay &&
                       counting->ends == calendar::Ends::end_of_day && !counting->cut_off;
    auto const zone = calendar::Zone::find(question.time_zone);
    if (!zone) return refuse(zone.error());
    if (plain && !from->has_time)
        return calendar::explain(*term,
                                 std::chrono::floor<std::chrono::days>(from->at),
                                 counting->on_rest_day,
                                 calendar->second);
    calendar::Ledger const ledger{.started_at = zone->to_instant(from->at),
                                  .term = *term,
                                  .counting = *counting,
                                  .calendar_version = {},
                                  .extensions = {},
                                  .stops = {},
                                  .stopped_since = {}};
    return calendar::explain(ledger, calendar->second, *zone);
}

}  // namespace duban::cli
