#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>

#include "adapters/cli/calendar_view_impl.hpp"
#include "adapters/cli/session.hpp"
#include "engine/calendar/calendar_nouns.hpp"
#include "engine/calendar/counting.hpp"
#include "engine/calendar/written_day.hpp"

namespace duban::cli {

namespace {

using boost::json::array;
using boost::json::object;
using calendar::Calendar;
using calendar::CalendarYear;

constexpr std::size_t cells_max = 120;  // the names of papers are long

array days_array(std::vector<Day> const& days) {
    array dates;
    for (auto const day : days) dates.emplace_back(to_text(day));
    return dates;
}

array half_days_array(Calendar const& calendar, std::vector<Day> const& days) {
    array half_days;
    for (auto const day : days) {
        auto const hours = calendar.hours_on(day);
        half_days.push_back(object{{"date", to_text(day)},
                                   {"opens", calendar::to_text(hours.opens)},
                                   {"closes", calendar::to_text(hours.closes)}});
    }
    return half_days;
}

array weekdays_array(std::bitset<7> const& weekdays) {
    array names;
    for (std::size_t i = 1; i <= 7; ++i) {
        if (weekdays[i % 7]) names.emplace_back(calendar::noun::weekday_words[i % 7]);
    }
    return names;
}

/// "10-01 – 10-07, 10-09": the year stands above.
std::string days_cell(std::vector<Day> const& days) {
    if (days.empty()) return "–";
    auto const short_text = [](Day day) { return to_text(day).substr(5); };
    std::vector<std::string> texts;
    for (auto const& [first, last] : calendar::ranges_of(days)) {
        texts.push_back(first == last
                            ? short_text(first)
                            : fmt::format("{} – {}", short_text(first), short_text(last)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string half_days_cell(Calendar const& calendar, std::vector<Day> const& days) {
    if (days.empty()) return "–";
    std::vector<std::string> texts;
    for (auto const day : days) {
        auto const hours = calendar.hours_on(day);
        texts.push_back(fmt::format("{} {}–{}",
                                    to_text(day).substr(5),
                                    calendar::to_text(hours.opens),
                                    calendar::to_text(hours.closes)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string heading(Calendar const& calendar, CalendarYear const& year, Language language) {
    auto const& title = calendar.title();
    auto const from = to_text(calendar.known_from());
    auto const to = to_text(calendar.known_to());
    Text const text{
        .zh_cn = fmt::format("{}（{}），{} 年\n已知 {} 至 {}，版本 {}\n{}\n",
                             title.zh_cn,
                             calendar.name(),
                             year.year,
                             from,
                             to,
                             calendar.version(),
                             year.is_known ? "" : "暂定：日历没有包括这一年的全部日子\n"),
        .en = fmt::format(
            "{} ({}), {}\nknown from {} to {}, version {}\n{}\n",
            title.en,
            calendar.name(),
            year.year,
            from,
            to,
            calendar.version(),
            year.is_known ? "" : "provisional: the calendar does not know the whole year\n")};
    return text.in(language);
}

std::string holidays_text(Calendar const& calendar, CalendarYear const& year, Language language) {
    Table table{language == Language::zh_cn
                    ? std::vector<std::string>{"节日", "放假", "天数", "调休上班", "半天班", "文件"}
                    : std::vector<std::string>{
                          "holiday", "days off", "days", "make-up days", "half days", "source"}};
    for (auto const& holiday : year.holidays) {
        table.add({holiday.holiday.in(language),
                   days_cell(holiday.rest),
                   fmt::format("{}", holiday.rest.size()),
                   days_cell(holiday.work),
                   half_days_cell(calendar, holiday.half_days),
                   holiday.source});
    }
    if (!table.is_empty()) return table.to_text(cells_max) + "\n";
    return Text{.zh_cn = "这一年没有写任何节日\n\n", .en = "no holiday is given in this year\n\n"}
        .in(language);
}

std::string months_text(CalendarYear const& year, Language language) {
    bool const zh = language == Language::zh_cn;
    Table table{zh ? std::vector<std::string>{"月", "天数", "工作日"}
                   : std::vector<std::string>{"month", "days", "working days"}};
    auto const add = [&](std::string const& name, calendar::MonthOfYear const& month) {
        table.add({name, fmt::format("{}", month.days), fmt::format("{}", month.working_days)});
    };
    for (std::size_t i = 0; i < year.months.size(); ++i)
        add(fmt::format("{}", i + 1), year.months[i]);
    add(zh ? "全年" : "year", year.whole);
    return table.to_text();
}

}  // namespace

object text_object(Text const& text) {
    return {{"zh-CN", text.zh_cn}, {"en", text.en}};
}

object calendar_object(Calendar const& calendar) {
    return {
        {"calendar", calendar.name()},
        {"title", text_object(calendar.title())},
        {"known",
         object{{"from", to_text(calendar.known_from())}, {"to", to_text(calendar.known_to())}}},
        {"version", calendar.version()}};
}

object year_object(Calendar const& calendar, CalendarYear const& year) {
    auto answer = calendar_object(calendar);
    answer["rest_weekdays"] = weekdays_array(calendar.rest_weekdays());
    answer["office_hours"] = object{{"opens", calendar::to_text(calendar.opens())},
                                    {"closes", calendar::to_text(calendar.closes())}};
    answer["year"] = year.year;
    answer["provisional"] = !year.is_known;
    array holidays;
    for (auto const& holiday : year.holidays) {
        holidays.push_back(object{{"holiday", text_object(holiday.holiday)},
                                  {"source", holiday.source},
                                  {"rest", days_array(holiday.rest)},
                                  {"work", days_array(holiday.work)},
                                  {"half_days", half_days_array(calendar, holiday.half_days)}});
    }
    answer["holidays"] = std::move(holidays);
    array months;
    for (auto const& month : year.months) {
        months.push_back(object{{"month", months.size() + 1},
                                {"days", month.days},
                                {"working_days", month.working_days}});
    }
    answer["months"] = std::move(months);
    answer["working_days"] = year.whole.working_days;
    return answer;
}

std::string year_text(Calendar const& calendar, CalendarYear const& year, Language language) {
    return heading(calendar, year, language) + holidays_text(calendar, year, language) +
           months_text(year, language);
}

}  // namespace duban::cli
