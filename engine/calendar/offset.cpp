#include "engine/calendar/offset.hpp"

#include <fmt/format.h>

#include "engine/base/ensure.hpp"
#include "engine/calendar/day_set.hpp"
#include "engine/calendar/given_date.hpp"
#include "engine/calendar/office_time.hpp"
#include "engine/calendar/term_pattern.hpp"

namespace duban::calendar {

namespace {

using namespace std::chrono;

constexpr std::size_t text_bytes_max = 64;  // the longest offset has 27

Failure<Text> refuse_form(std::string_view text) {
    if (text.size() > text_bytes_max) text = {};  // not worth repeating
    return Failure<Text>{Text{
        .zh_cn =
            fmt::format("“{}”不是提醒的时间：请写成“3 working days before”（到期前）、“10 days "
                        "after”（到期后）或“due”（到期日）",
                        text),
        .en = fmt::format(
            "\"{}\" does not say when: write it like \"3 working days before\", \"10 days "
            "after\" or \"due\"",
            text)}};
}

Failure<Text> refuse_fixed_date(std::string_view text) {
    return Failure<Text>{
        Text{.zh_cn = fmt::format(
                 "“{}”：固定日期没有“之前”或“之后”，请写成“3 working days before”的形式", text),
             .en = fmt::format(
                 "\"{}\": a fixed date is neither before nor after; write it like \"3 working "
                 "days before\"",
                 text)}};
}

/// "0 days" is the due day itself; a term of that length does not exist, so it is read as one of 1.
Result<Offset, Text> parse_length(std::string_view text, bool before) {
    bool const none = text.starts_with("0 ");
    auto const term = parse_term(none ? fmt::format("1 {}", text.substr(2)) : std::string{text});
    if (!term) return Failure<Text>{term.error()};
    if (is_given_date(*term)) return refuse_form(text);
    if (!is_counted(term->unit)) return refuse_fixed_date(text);
    return Offset{.count = none ? 0 : term->count, .unit = term->unit, .before = before};
}

Term length_of(Offset const& offset) {
    return Term{.unit = offset.unit, .count = offset.count};
}

/// The day on which that many office hours have passed since the end of the due day, or were still
/// to come.
Day day_of_office_time(Offset const& offset, Day due, Calendar const& calendar) {
    auto const step = offset.before ? -1 : 1;
    auto left = minutes{hours{offset.count}};
    auto day = due;
    if (!offset.before || !calendar.is_working(due)) day = calendar.working_day_after(due, step);
    while (first_day < day && day < last_day) {
        auto const open = calendar.hours_on(day);
        left -= open.closes - open.opens;
        if (left <= minutes{0}) break;
        day = calendar.working_day_after(day, step);
    }
    return day;
}

}  // namespace

Result<Offset, Text> parse_offset(std::string_view text) {
    constexpr std::string_view before = " before";
    constexpr std::string_view after = " after";
    if (text == "due") return Offset{};
    if (text.size() > text_bytes_max) return refuse_form(text);
    if (text.ends_with(before)) {
        return parse_length(text.substr(0, text.size() - before.size()), true);
    }
    if (text.ends_with(after)) {
        return parse_length(text.substr(0, text.size() - after.size()), false);
    }
    return refuse_form(text);
}

std::string offset_pattern() {
    // Behind "0 " stands what would be read behind "1 ".
    return fmt::format(
        "due|(?: *(?:{0})|0 +(?:{1})) * (?:before|after)", counted_pattern(), unit_pattern());
}

std::string to_text(Offset const& offset) {
    if (offset.count == 0) return "due";
    return fmt::format("{} {}", to_text(length_of(offset)), offset.before ? "before" : "after");
}

Text describe(Offset const& offset) {
    if (offset.count == 0) return Text{.zh_cn = "到期日", .en = "on the day it is due"};
    auto const length = describe(length_of(offset));
    if (offset.before) {
        return Text{.zh_cn = fmt::format("到期前{}", length.zh_cn),
                    .en = fmt::format("{} before it is due", length.en)};
    }
    return Text{.zh_cn = fmt::format("逾期{}", length.zh_cn),
                .en = fmt::format("{} after it was due", length.en)};
}

Day day_at(Offset const& offset, Day due, Calendar const& calendar) {
    if (offset.count == 0) return due;
    auto const count = offset.before ? -offset.count : offset.count;
    switch (offset.unit) {
        case Unit::months:
            return add_months(due, count);
        case Unit::days:
            return due + days{count};
        case Unit::working_days:
            return calendar.working_day_after(due, count);
        case Unit::hours:
            return due + floor<days>(days{1} + hours{count});
        case Unit::weeks:
            return due + weeks{count};
        case Unit::working_hours:
            return day_of_office_time(offset, due, calendar);
        default:
            break;
    }
    ensure(false, "an offset is counted in a unit");
    return due;
}

Instant instant_at(Offset const& offset,
                   DueInstant const& due,
                   Calendar const& calendar,
                   Zone const& zone) {
    if (offset.unit == Unit::hours && offset.count != 0) {
        auto const length = hours{offset.count};
        return offset.before ? due.at - length : due.at + length;
    }
    if (offset.unit == Unit::working_hours && offset.count != 0) {
        auto const length = hours{offset.before ? -offset.count : offset.count};
        return after_office_time(due.at, length, calendar, zone);
    }
    auto const day = day_at(offset, due.day, calendar);
    return zone.to_instant(WallTime{day} + calendar.hours_on(day).opens);
}

}  // namespace duban::calendar
