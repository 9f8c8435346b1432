#include "engine/calendar/calendar_year.hpp"

#include <algorithm>

namespace duban::calendar {

namespace {

using std::chrono::days;

HolidayOfYear& holiday_of(Entry const& entry, std::vector<HolidayOfYear>& holidays) {
    auto const found = std::find_if(holidays.begin(), holidays.end(), [&](auto const& one) {
        return one.holiday == entry.holiday && one.source == entry.source;
    });
    if (found != holidays.end()) return *found;
    return holidays.emplace_back(HolidayOfYear{
        .holiday = entry.holiday, .source = entry.source, .rest = {}, .work = {}, .half_days = {}});
}

void add(Entry const& entry, std::vector<HolidayOfYear>& holidays) {
    auto& holiday = holiday_of(entry, holidays);
    switch (entry.kind) {
        case EntryKind::rest:
            holiday.rest.push_back(entry.day);
            break;
        case EntryKind::work:
            holiday.work.push_back(entry.day);
            break;
        case EntryKind::half_day:
            holiday.half_days.push_back(entry.day);
            break;
    }
}

/// A make-up day may lie before another holiday than its own.
Day first_day_of(HolidayOfYear const& holiday) {
    if (!holiday.rest.empty()) return holiday.rest.front();
    if (!holiday.half_days.empty()) return holiday.half_days.front();
    return holiday.work.front();
}

/// Both included.
MonthOfYear count(Calendar const& calendar, Day first, Day last) {
    return {.days = static_cast<int>((last - first).count()) + 1,
            .working_days = calendar.working_days_between(first - days{1}, last)};
}

}  // namespace

CalendarYear year_of(Calendar const& calendar, int year) {
    auto const first = make_day(year, 1, 1);
    auto const last = make_day(year, 12, 31);
    CalendarYear table{.year = year,
                       .is_known = calendar.knows(first) && calendar.knows(last),
                       .holidays = {},
                       .months = {},
                       .whole = count(calendar, first, last)};
    for (auto const& entry : calendar.entries()) {
        if (first <= entry.day && entry.day <= last) add(entry, table.holidays);
    }
    std::stable_sort(
        table.holidays.begin(), table.holidays.end(), [](auto const& a, auto const& b) {
            return first_day_of(a) < first_day_of(b);
        });
    for (unsigned month = 1; month <= 12; ++month) {
        Day const end{std::chrono::year{year} / static_cast<int>(month) / std::chrono::last};
        table.months[month - 1] = count(calendar, make_day(year, month, 1), end);
    }
    return table;
}

}  // namespace duban::calendar
