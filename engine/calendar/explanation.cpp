#include "engine/calendar/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace duban::calendar {

namespace {

using std::chrono::days;

/// The days that were looked at, in order; nothing where none had to be judged.
std::pair<Day, Day> judged(Explanation const& e) {
    if (e.term.unit == Unit::working_days) return {e.from + days{1}, e.date.due};
    if (e.on_rest_day == OnRestDay::stay) return {e.date.raw, e.date.raw - days{1}};
    return std::minmax(e.date.raw, e.date.due);
}

Text start_line(Explanation const& e) {
    auto const from = to_text(e.from);
    if (e.term.unit == Unit::hours) {
        return Text{
            .zh_cn = fmt::format(
                "起算：{} 零时（按小时计算的，自开始之时起算：《民法典》第二百零一条）", from),
            .en = fmt::format(
                "Start: {} at midnight (hours run from their start: Civil Code art. 201)", from)};
    }
    return Text{
        .zh_cn = fmt::format("起算：{}（当日不计入，自次日起算：《民法典》第二百零一条）", from),
        .en = fmt::format("Start: {} (the first day is not counted: Civil Code art. 201)", from)};
}

Text term_line(Explanation const& e) {
    auto const term = describe(e.term);
    auto const raw = to_text(e.date.raw);
    switch (e.term.unit) {
        case Unit::months:
            return Text{
                .zh_cn = fmt::format("期限：{}，届满于 {}（到期月的对应日，没有对应日的为月末日："
                                     "《民法典》第二百零二条）",
                                     term.zh_cn,
                                     raw),
                .en = fmt::format("Term: {}, ending on {} (the same-numbered day, or the month's "
                                  "last where there is none: Civil Code art. 202)",
                                  term.en,
                                  raw)};
        case Unit::days:
            return Text{
                .zh_cn = fmt::format("期限：{}，届满于 {}（自然日，含休息日）", term.zh_cn, raw),
                .en = fmt::format(
                    "Term: {}, ending on {} (all days count, rest days too)", term.en, raw)};
        case Unit::working_days:
            return Text{.zh_cn = fmt::format(
                            "期限：{}，届满于 {}（只计工作日，调休上班日计入）", term.zh_cn, raw),
                        .en = fmt::format(
                            "Term: {}, ending on {} (only working days count, make-up workdays "
                            "among them)",
                            term.en,
                            raw)};
        case Unit::hours:
            return Text{.zh_cn = fmt::format("期限：{}，届满于 {}", term.zh_cn, raw),
                        .en = fmt::format("Term: {}, ending on {}", term.en, raw)};
        case Unit::fixed_date:
            break;
    }
    return Text{.zh_cn = fmt::format("期限：{}，起算日之后的第一个该日是 {}", term.zh_cn, raw),
                .en = fmt::format("Term: {}, the first one after the start is {}", term.en, raw)};
}

Text roll_line(Explanation const& e) {
    auto const raw = to_text(e.date.raw);
    auto const due = to_text(e.date.due);
    switch (e.on_rest_day) {
        case OnRestDay::next_working_day:
            return Text{
                .zh_cn = fmt::format("顺延：{} 是休息日（{}），顺延至其后第一个工作日 {}（比照"
                                     "《民法典》第二百零三条）",
                                     raw,
                                     e.rest_on_raw.zh_cn,
                                     due),
                .en = fmt::format("Rolled: {} is a rest day ({}), so the end moves to the next "
                                  "working day, {} (after Civil Code art. 203)",
                                  raw,
                                  e.rest_on_raw.en,
                                  due)};
        case OnRestDay::previous_working_day:
            return Text{.zh_cn = fmt::format(
                            "提前：{} 是休息日（{}），按流程规定提前至其前最后一个工作日 {}",
                            raw,
                            e.rest_on_raw.zh_cn,
                            due),
                        .en = fmt::format(
                            "Rolled: {} is a rest day ({}), so by the workflow's rule the end "
                            "moves to the working day before, {}",
                            raw,
                            e.rest_on_raw.en,
                            due)};
        case OnRestDay::stay:
            break;
    }
    return Text{
        .zh_cn = fmt::format(
            "不顺延：{} 是休息日（{}），按流程规定仍以该日为准", raw, e.rest_on_raw.zh_cn),
        .en = fmt::format("Not rolled: {} is a rest day ({}), and by the workflow's rule the end "
                          "stays there",
                          raw,
                          e.rest_on_raw.en)};
}

Text run_line(Day first, Day last, Text const& why) {
    if (first == last) {
        auto const day = to_text(first);
        return Text{.zh_cn = fmt::format("  {}：{}", day, why.zh_cn),
                    .en = fmt::format("  {}: {}", day, why.en)};
    }
    return Text{.zh_cn = fmt::format("  {} 至 {}：{}", to_text(first), to_text(last), why.zh_cn),
                .en = fmt::format("  {} to {}: {}", to_text(first), to_text(last), why.en)};
}

/// One line for each run of neighbouring days with the same reason.
void add_runs(std::vector<Text>& lines, std::vector<SkippedDay> const& skipped) {
    for (auto first = skipped.begin(); first != skipped.end();) {
        auto last = first;
        for (auto next = first + 1;
             next != skipped.end() && next->why == first->why && next->day == last->day + days{1};
             ++next) {
            last = next;
        }
        lines.push_back(run_line(first->day, last->day, first->why));
        first = last + 1;
    }
}

Text end_line(Explanation const& e) {
    auto const due = to_text(e.date.due);
    return Text{.zh_cn = fmt::format("截止：{} 二十四时（《民法典》第二百零三条）", due),
                .en = fmt::format("Due: {}, to the end of the day (Civil Code art. 203)", due)};
}

Text calendar_line(Explanation const& e) {
    return Text{.zh_cn = fmt::format("日历：{}，版本 {}", e.calendar, e.calendar_version),
                .en = fmt::format("Calendar: {}, version {}", e.calendar, e.calendar_version)};
}

Text certainty_line(Explanation const& e) {
    if (!e.date.provisional) {
        return Text{.zh_cn = "确定：没有以未公布放假安排的日期为据",
                    .en = "Firm: no day without a published holiday schedule was relied on"};
    }
    auto const from = to_text(e.known_from);
    auto const to = to_text(e.known_to);
    return Text{
        .zh_cn = fmt::format(
            "暂定：日历只含 {} 至 {} 的放假安排，其外的日期仅按星期判断，结果可能变动", from, to),
        .en =
            fmt::format("Provisional: the calendar holds the holiday schedules from {} to {}; days "
                        "outside were judged by their weekday alone, so the date may move",
                        from,
                        to)};
}

std::vector<Text> lines_of(Explanation const& e) {
    std::vector<Text> lines{start_line(e), term_line(e)};
    if (!e.rest_on_raw.en.empty()) lines.push_back(roll_line(e));
    if (!e.skipped.empty()) {
        auto const count = e.skipped.size();
        lines.push_back({.zh_cn = fmt::format("跳过的休息日（{} 天）：", count),
                         .en = fmt::format("Rest days skipped ({}):", count)});
        add_runs(lines, e.skipped);
    }
    if (!e.made_up.empty()) {
        auto const count = e.made_up.size();
        lines.push_back(
            {.zh_cn = fmt::format("计为工作日的调休上班日（{} 天）：", count),
             .en = fmt::format("Make-up workdays counted as working days ({}):", count)});
        add_runs(lines, e.made_up);
    }
    lines.push_back(end_line(e));
    if (!e.basis.empty()) {
        lines.push_back(
            {.zh_cn = fmt::format("依据：{}", e.basis), .en = fmt::format("Basis: {}", e.basis)});
    }
    lines.push_back(calendar_line(e));
    lines.push_back(certainty_line(e));
    return lines;
}

}  // namespace

Explanation explain(Term const& term,
                    Day from,
                    OnRestDay on_rest_day,
                    Calendar const& calendar,
                    std::string basis) {
    auto const date = due_date(term, from, on_rest_day, calendar);
    Explanation e{.from = from,
                  .term = term,
                  .on_rest_day = on_rest_day,
                  .date = date,
                  .rest_on_raw = calendar.why_rest(date.raw),
                  .skipped = {},
                  .made_up = {},
                  .calendar = calendar.name(),
                  .calendar_version = calendar.version(),
                  .known_from = calendar.known_from(),
                  .known_to = calendar.known_to(),
                  .basis = std::move(basis)};
    auto const [first, last] = judged(e);
    for (auto day = first; day <= last; day += days{1}) {
        if (!calendar.is_working(day)) {
            e.skipped.push_back({day, calendar.why_rest(day)});
        } else if (auto const* const entry = calendar.entry_on(day); entry != nullptr) {
            e.made_up.push_back({day, entry->holiday});
        }
    }
    return e;
}

std::string to_text(Explanation const& explanation, Language language) {
    std::string text;
    for (auto const& line : lines_of(explanation)) text += line.in(language) + "\n";
    return text;
}

}  // namespace duban::calendar
