#include <catch2/catch.hpp>
#include <initializer_list>
#include <set>

#include "engine/calendar/calendar_file.hpp"
#include "engine/calendar/explanation.hpp"
#include "tests/engine/calendar/shipped.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;

using Days = std::set<Day>;

Calendar shipped_calendar(std::string const& name) {
    auto const path = "config/calendars/" + name + ".yaml";
    auto read = read_calendar(contents(path), path);
    if (!read) FAIL(to_text(read.error().front(), Language::en));
    return *read;
}

bool is_weekend(Day day) {
    auto const weekday = std::chrono::weekday{day}.iso_encoding();
    return weekday > 5;
}

Day weekday_of_month(int year, unsigned month, std::chrono::weekday_indexed which) {
    return Day{
        std::chrono::year_month_weekday{std::chrono::year{year}, std::chrono::month{month}, which}};
}

Day last_monday(int year, unsigned month) {
    return Day{
        std::chrono::year_month_weekday_last{std::chrono::year{year},
                                             std::chrono::month{month},
                                             std::chrono::weekday_last{std::chrono::Monday}}};
}

/// The Gregorian Easter Sunday (Meeus, Jones and Butcher).
Day easter(int year) {
    int const a = year % 19, b = year / 100, c = year % 100;
    int const h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int const l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int const month_and_day = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114;
    return make_day(year,
                    static_cast<unsigned>(month_and_day / 31),
                    static_cast<unsigned>(month_and_day % 31 + 1));
}

/// Holidays that belong together: those at a weekend move to the next weekdays that none has.
void add_moved(Days& holidays, std::initializer_list<Day> together) {
    Days taken;
    for (auto const day : together) {
        if (!is_weekend(day)) taken.insert(day);
    }
    for (auto day : together) {
        if (!is_weekend(day)) continue;
        while (is_weekend(day) || taken.contains(day)) day += days{1};
        taken.insert(day);
    }
    holidays.merge(taken);
}

Days of_england_and_wales(int year) {
    auto const monday = std::chrono::Monday;
    Days holidays{easter(year) - days{2},
                  easter(year) + days{1},
                  year == 2020 ? make_day(2020, 5, 8) : weekday_of_month(year, 5, monday[1]),
                  year == 2022 ? make_day(2022, 6, 2) : last_monday(year, 5),
                  last_monday(year, 8)};
    add_moved(holidays, {make_day(year, 1, 1)});
    add_moved(holidays, {make_day(year, 12, 25), make_day(year, 12, 26)});
    if (year == 2022) holidays.merge(Days{make_day(2022, 6, 3), make_day(2022, 9, 19)});
    if (year == 2023) holidays.insert(make_day(2023, 5, 8));
    return holidays;
}

/// Those of Scotland and of Northern Ireland beside them.
Days of_any_part(int year) {
    auto holidays = of_england_and_wales(year);
    holidays.insert(weekday_of_month(year, 8, std::chrono::Monday[1]));
    add_moved(holidays, {make_day(year, 1, 1), make_day(year, 1, 2)});
    add_moved(holidays, {make_day(year, 3, 17)});
    add_moved(holidays, {make_day(year, 7, 12)});
    add_moved(holidays, {make_day(year, 11, 30)});
    if (year == 2026) holidays.insert(make_day(2026, 6, 15));
    return holidays;
}

void check_against(Calendar const& calendar, Days (&rule)(int)) {
    CHECK(calendar.known_from() == make_day(2015, 1, 1));
    CHECK(calendar.known_to() == make_day(2028, 12, 31));
    Days holidays;
    for (int year = 2015; year <= 2028; ++year) holidays.merge(rule(year));
    for (auto day = calendar.known_from(); day <= calendar.known_to(); day += days{1}) {
        CAPTURE(calendar.name(), to_text(day));
        CHECK(calendar.is_working(day) == (!is_weekend(day) && !holidays.contains(day)));
    }
}

}  // namespace

TEST_CASE("the bank holidays of England and Wales follow the rules of the Act", "[calendar]") {
    check_against(shipped_calendar("uk"), of_england_and_wales);
}

TEST_CASE("the Freedom of Information Act leaves out the bank holidays of any part", "[calendar]") {
    check_against(shipped_calendar("uk-foi"), of_any_part);
}

TEST_CASE("a request's twentieth working day depends on the part whose holiday is left out",
          "[calendar]") {
    auto const days_of = GENERATE(table<std::string, std::string>({
        {"uk", "2026-03-30"},
        {"uk-foi", "2026-03-31"},  // 17 March, a holiday of Northern Ireland alone
    }));
    auto const& [name, due] = days_of;
    CAPTURE(name);
    CHECK(shipped_calendar(name).working_day_after(on("2026-03-02"), 20) == on(due));
}

TEST_CASE("an explanation cites the law that its calendar names, and none of another country",
          "[calendar]") {
    auto const [name, length, start] = GENERATE(table<std::string, char const*, std::string>({
        {"uk-foi",
         "20 working days",
         "(the first day is not counted: Freedom of Information Act 2000 s. 10(1))"},
        {"uk", "1 month", "(the first day is not counted)"},
        {"uk", "48 hours", "(hours run from their start)"},
    }));
    CAPTURE(name, length);
    auto const e = explain(
        term(length), on("2026-05-01"), OnRestDay::next_working_day, shipped_calendar(name));
    CHECK_THAT(to_text(e, Language::en), Catch::Contains(start));
    CHECK_THAT(to_text(e, Language::en), !Catch::Contains("Civil Code"));
    CHECK_THAT(to_text(e, Language::zh_cn), !Catch::Contains("民法典"));
}

}  // namespace duban::calendar
