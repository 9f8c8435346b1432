#include "engine/calendar/calendar_review.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/calendar/written_day.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::year;
using std::chrono::year_month_day;

/// A paper appears in November for the year that follows: with less than this, one is overdue or
/// soon to be read.
constexpr auto foresight = std::chrono::months{12};

Problem warning(ShelvedFile const& file, Position at, char const* rule, Text message) {
    auto problem = file.document.problem(at, rule, std::move(message));
    problem.severity = Severity::warning;
    return problem;
}

Day months_later(Day day, std::chrono::months count) {
    auto const later = year_month_day{day} + count;
    return Day{later.ok() ? later : later.year() / later.month() / std::chrono::last};
}

year year_of(Day day) {
    return year_month_day{day}.year();
}

void review_make_up_days(ShelvedFile const& file, Problems& problems) {
    auto const& entries = file.facts->definition.entries;
    auto const has_holiday = [&](Entry const& work) {
        return std::any_of(entries.begin(), entries.end(), [&](Entry const& entry) {
            return entry.kind == EntryKind::rest && entry.holiday == work.holiday &&
                   std::chrono::abs(entry.day - work.day) <= days{range_days_max};
        });
    };
    for (auto const& [day, at] : file.facts->places) {
        auto const entry = std::find_if(
            entries.begin(), entries.end(), [&](Entry const& one) { return one.day == day; });
        if (entry->kind != EntryKind::work || has_holiday(*entry)) continue;
        problems.push_back(warning(
            file,
            at,
            "make-up-without-holiday",
            {.zh_cn = fmt::format(
                 "{} 是“{}”的调休上班日，但前后 {} 天内没有这个节日的放假日：请核对文件",
                 to_text(day),
                 entry->holiday.zh_cn,
                 range_days_max),
             .en = fmt::format("{} makes up for \"{}\", which has no day off within {} days: check "
                               "it against the paper",
                               to_text(day),
                               entry->holiday.en,
                               range_days_max)}));
    }
}

/// The years that are known from their first day to their last and of which nothing is said.
std::vector<int> silent_years(CalendarDefinition const& definition) {
    std::vector<int> silent;
    for (auto each = year_of(definition.known_from); each <= year_of(definition.known_to); ++each) {
        bool const is_whole = definition.known_from <= Day{each / 1 / 1} &&
                              Day{each / 12 / 31} <= definition.known_to;
        bool const is_said = std::any_of(
            definition.entries.begin(), definition.entries.end(), [&](Entry const& entry) {
                return year_of(entry.day) == each;
            });
        if (is_whole && !is_said) silent.push_back(static_cast<int>(each));
    }
    return silent;
}

void review_known(ShelvedFile const& file, Day today, Problems& problems) {
    auto const& facts = *file.facts;
    if (facts.known_at.line == 0) return;
    if (auto const years = silent_years(facts.definition); !years.empty()) {
        problems.push_back(warning(
            file,
            facts.known_at,
            "missing-paper",
            {.zh_cn = fmt::format("known 包括 {} 年，却没有写这些年的任何日子：是否漏了文件？",
                                  fmt::join(years, "、")),
             .en = fmt::format("`known` holds {}, and not one day is given: is a paper "
                               "missing?",
                               fmt::join(years, ", "))}));
    }
    auto const to = facts.definition.known_to;
    if (to >= months_later(today, foresight)) return;
    problems.push_back(warning(
        file,
        facts.known_at,
        "known-ends-soon",
        {.zh_cn = fmt::format("放假安排只写到 {}，距 {} 不足 12 个月；此后的日期都是暂定的",
                              to_text(to),
                              to_text(today)),
         .en = fmt::format("the known days end on {}, less than 12 months from {}: every date "
                           "beyond is provisional",
                           to_text(to),
                           to_text(today))}));
}

}  // namespace

Problems review(ShelvedFile const& file, Day today) {
    Problems problems;
    if (!file.facts) return problems;
    review_known(file, today, problems);
    review_make_up_days(file, problems);
    std::stable_sort(
        problems.begin(), problems.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
    return problems;
}

}  // namespace duban::calendar
