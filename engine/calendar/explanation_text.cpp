#include <fmt/format.h>

#include "engine/calendar/explanation.hpp"
#include "engine/calendar/given_date.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;

Term const& term_in_force(Explanation const& e) {
    return e.extensions.empty() ? e.term : e.extensions.back().to;
}

/// "2026-03-02 10:15"
std::string minute_text(WallTime time) {
    auto const day = std::chrono::floor<days>(time);
    auto const minutes = std::chrono::floor<std::chrono::minutes>(time - day).count();
    return fmt::format("{} {:02}:{:02}", to_text(Day{day}), minutes / 60, minutes % 60);
}

/// What is said of a way of counting, with the law that it follows, if one is named.
Text cited(Text const& said, Text const& law) {
    if (law.en.empty()) return said;
    return {.zh_cn = fmt::format("{}：{}", said.zh_cn, law.zh_cn),
            .en = fmt::format("{}: {}", said.en, law.en)};
}

/// Why it counts as begun later than it came.
Text later_start_line(LaterStart const& start, Day from) {
    auto const came = minute_text(start.came);
    auto const counts = to_text(from);
    return {.zh_cn = fmt::format("收到：{}（{}），视为 {} 收到", came, start.why.zh_cn, counts),
            .en = fmt::format("Came: {} ({}), so it counts as of {}", came, start.why.en, counts)};
}

Text start_line(Explanation const& e) {
    auto const from = to_text(e.from);
    if (!e.clock && !is_in_hours(e.term)) {
        auto const rule =
            cited({.zh_cn = "当日不计入，自次日起算", .en = "the first day is not counted"},
                  e.laws.start);
        return {.zh_cn = fmt::format("起算：{}（{}）", from, rule.zh_cn),
                .en = fmt::format("Start: {} ({})", from, rule.en)};
    }
    auto const rule =
        cited({.zh_cn = "按小时计算的，自开始之时起算", .en = "hours run from their start"},
              e.laws.start);
    if (e.clock) {
        auto const time = minute_text(e.clock->from);
        return {.zh_cn = fmt::format("起算：{}（{}）", time, rule.zh_cn),
                .en = fmt::format("Start: {} ({})", time, rule.en)};
    }
    return {.zh_cn = fmt::format("起算：{} 零时（{}）", from, rule.zh_cn),
            .en = fmt::format("Start: {} at midnight ({})", from, rule.en)};
}

/// How a term of that unit comes to its end.
Text counted(Explanation const& e) {
    switch (e.term.unit) {
        case Unit::months:
            return cited({.zh_cn = "到期月的对应日，没有对应日的为月末日",
                          .en = "the same-numbered day, or the month's last where there is none"},
                         e.laws.month_end);
        case Unit::weeks:
        case Unit::days:
            return {.zh_cn = "自然日，含休息日", .en = "all days count, rest days too"};
        case Unit::working_days:
            return {.zh_cn = "只计工作日，调休上班日计入",
                    .en = "only working days count, make-up workdays among them"};
        case Unit::working_hours:
            return {.zh_cn = "只计办公时间", .en = "only office hours count"};
        default:
            return {};
    }
}

Text term_line(Explanation const& e) {
    auto const term = describe(e.term);
    auto const raw = to_text(e.term_end);
    if (is_given_date(e.term)) {
        return {
            .zh_cn = fmt::format("日期：{}，是承诺或填写的日期，不经计算", raw),
            .en = fmt::format("Date: {}, as it was promised or entered: it is not counted", raw)};
    }
    auto const how = counted(e);
    if (e.term.unit == Unit::fixed_date && !e.term.next_year) {
        return {.zh_cn = fmt::format("期限：{}，起算日之后的第一个该日是 {}", term.zh_cn, raw),
                .en = fmt::format("Term: {}, the first one after the start is {}", term.en, raw)};
    }
    if (how.en.empty()) {
        return {.zh_cn = fmt::format("期限：{}，届满于 {}", term.zh_cn, raw),
                .en = fmt::format("Term: {}, ending on {}", term.en, raw)};
    }
    return {.zh_cn = fmt::format("期限：{}，届满于 {}（{}）", term.zh_cn, raw, how.zh_cn),
            .en = fmt::format("Term: {}, ending on {} ({})", term.en, raw, how.en)};
}

/// Where each of two terms ends.
Text part_line(ExplainedPart const& part) {
    auto const term = describe(part.term);
    auto const end = to_text(part.end);
    return {.zh_cn = fmt::format("  {}：届满于 {}", term.zh_cn, end),
            .en = fmt::format("  {}: ending on {}", term.en, end)};
}

/// What a clock that stood still means to a date that was given.
Text held_line(ExplainedStop const& stop) {
    auto const from = to_text(std::chrono::floor<days>(stop.from));
    auto const until = to_text(std::chrono::floor<days>(stop.until));
    return {.zh_cn = fmt::format("中止：{} 至 {} 停止计算；所定日期不因此顺延", from, until),
            .en = fmt::format(
                "Stopped: from {} to {}; a given date does not move by that", from, until)};
}

Text extension_line(ExplainedExtension const& extension) {
    auto const at = to_text(std::chrono::floor<days>(extension.at));
    auto const term = describe(extension.to);
    auto const end = to_text(extension.end);
    return {.zh_cn = fmt::format(
                "延期：{} 延长为 {}，仍自首次起算之日计算，届满于 {}", at, term.zh_cn, end),
            .en = fmt::format("Extended: on {} to {}, counted from the first start as before, "
                              "ending on {}",
                              at,
                              term.en,
                              end)};
}

Text stopped_time(Pause const& pause, Unit unit) {
    if (unit == Unit::hours || unit == Unit::working_hours) {
        auto const minutes = std::chrono::floor<std::chrono::minutes>(pause.time).count();
        return {.zh_cn = fmt::format("{} 小时 {} 分", minutes / 60, minutes % 60),
                .en = fmt::format("{} h {} min", minutes / 60, minutes % 60)};
    }
    bool const works = unit == Unit::working_days;
    return {.zh_cn = fmt::format("{} 个{}", pause.days, works ? "工作日" : "自然日"),
            .en = fmt::format(
                "{} {}{}", pause.days, works ? "working day" : "day", pause.days == 1 ? "" : "s")};
}

Text stop_line(ExplainedStop const& stop, Term const& term) {
    if (is_given_date(term)) return held_line(stop);
    auto const unit = term.unit;
    auto const lasted = stopped_time(stop.pause, unit);
    auto const text = [unit](WallTime time) {
        bool const by_the_clock = unit == Unit::hours || unit == Unit::working_hours;
        return by_the_clock ? minute_text(time) : to_text(std::chrono::floor<days>(time));
    };
    return {.zh_cn = fmt::format("中止：{} 至 {} 停止计算，{}不计入期限",
                                 text(stop.from),
                                 text(stop.until),
                                 lasted.zh_cn),
            .en = fmt::format("Stopped: from {} to {} the term stood still; {} not counted",
                              text(stop.from),
                              text(stop.until),
                              lasted.en)};
}

/// What has happened to the term since it began.
void add_history(std::vector<Text>& lines, Explanation const& e) {
    for (auto const& extension : e.extensions) lines.push_back(extension_line(extension));
    for (auto const& stop : e.stops) lines.push_back(stop_line(stop, term_in_force(e)));
    bool const counts = !is_given_date(term_in_force(e));
    if (counts && !e.stops.empty()) {
        auto const raw = to_text(e.date.raw);
        lines.push_back({.zh_cn = fmt::format("扣除中止的时间后，届满于 {}", raw),
                         .en = fmt::format("Without the time it stood still it ends on {}", raw)});
    }
    if (!counts || !e.stopped_since) return;
    auto const since = minute_text(*e.stopped_since);
    lines.push_back(
        {.zh_cn =
             fmt::format("中止中：自 {} 起停止计算；恢复计算后，截止日按中止的时间顺延", since),
         .en = fmt::format("Stopped since {}: when the clock goes on, the end moves by the time it "
                           "stood still",
                           since)});
}

/// Why an end that is a rest day moves, or stays.
Text roll_rule(Explanation const& e) {
    if (e.counting.on_rest_day == OnRestDay::next_working_day && !e.laws.rest_day.en.empty()) {
        return {.zh_cn = fmt::format("比照{}", e.laws.rest_day.zh_cn),
                .en = fmt::format("after {}", e.laws.rest_day.en)};
    }
    return {.zh_cn = "按流程规定", .en = "by the workflow's rule"};
}

Text roll_line(Explanation const& e) {
    auto const raw = to_text(e.date.raw);
    auto const due = to_text(e.date.due);
    auto const& why = e.rest_on_raw;
    auto const rule = roll_rule(e);
    switch (e.counting.on_rest_day) {
        case OnRestDay::next_working_day:
            return {.zh_cn = fmt::format("顺延：{} 是休息日（{}），顺延至其后第一个工作日 {}（{}）",
                                         raw,
                                         why.zh_cn,
                                         due,
                                         rule.zh_cn),
                    .en = fmt::format("Rolled: {} is a rest day ({}), so the end moves to the next "
                                      "working day, {} ({})",
                                      raw,
                                      why.en,
                                      due,
                                      rule.en)};
        case OnRestDay::previous_working_day:
            return {
                .zh_cn = fmt::format("提前：{} 是休息日（{}），提前至其前最后一个工作日 {}（{}）",
                                     raw,
                                     why.zh_cn,
                                     due,
                                     rule.zh_cn),
                .en = fmt::format("Rolled: {} is a rest day ({}), so the end moves to the "
                                  "working day before, {} ({})",
                                  raw,
                                  why.en,
                                  due,
                                  rule.en)};
        case OnRestDay::stay:
            break;
    }
    return {.zh_cn = fmt::format(
                "不顺延：{} 是休息日（{}），仍以该日为准（{}）", raw, why.zh_cn, rule.zh_cn),
            .en = fmt::format("Not rolled: {} is a rest day ({}), and the end stays there ({})",
                              raw,
                              why.en,
                              rule.en)};
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

Text awaits_line(Explanation const& e) {
    auto const until = minute_text(e.stops.back().until);
    auto const due = to_text(e.date.due);
    return {.zh_cn = fmt::format(
                "恢复：按此届满时尚未恢复计算（{}），届满于其后第一个工作日 {}", until, due),
            .en = fmt::format("Going on: that would be over before the clock went on ({}), so the "
                              "term ends on the first working day after, {}",
                              until,
                              due)};
}

Text end_line(Explanation const& e) {
    if (e.clock) {
        auto const time = minute_text(e.clock->until);
        return Text{.zh_cn = fmt::format("截止：{}", time), .en = fmt::format("Due: {}", time)};
    }
    auto const due = to_text(e.date.due);
    if (e.closing) {
        auto const time = minute_text(*e.closing);
        return {.zh_cn = fmt::format("截止：{}（下班时间）", time),
                .en = fmt::format("Due: {}, when the office closes", time)};
    }
    auto const& law = e.laws.end_of_day;
    if (law.en.empty()) {
        return {.zh_cn = fmt::format("截止：{} 二十四时", due),
                .en = fmt::format("Due: {}, to the end of the day", due)};
    }
    return {.zh_cn = fmt::format("截止：{} 二十四时（{}）", due, law.zh_cn),
            .en = fmt::format("Due: {}, to the end of the day ({})", due, law.en)};
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
    std::vector<Text> lines;
    if (e.later_start) lines.push_back(later_start_line(*e.later_start, e.from));
    if (!is_given_date(e.term)) lines.push_back(start_line(e));
    lines.push_back(term_line(e));
    for (auto const& part : e.parts) lines.push_back(part_line(part));
    add_history(lines, e);
    if (e.awaits_clock) {
        lines.push_back(awaits_line(e));
    } else if (!e.rest_on_raw.en.empty()) {
        lines.push_back(roll_line(e));
    }
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

std::string to_text(Explanation const& explanation, Language language) {
    std::string text;
    for (auto const& line : lines_of(explanation)) text += line.in(language) + "\n";
    return text;
}

}  // namespace duban::calendar
