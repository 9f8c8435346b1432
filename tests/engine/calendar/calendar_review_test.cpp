// What is right in form and likely to give wrong dates, and a year as a table.
#include "engine/calendar/calendar_review.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/calendar/calendar_year.hpp"
#include "tests/engine/calendar/shipped.hpp"

using namespace duban;
using namespace duban::calendar;

namespace {

std::string town(std::string const& known, std::string const& days) {
    return "format: 1\n"
           "calendar: town\n"
           "title: {zh-CN: 镇历, en: Town}\n"
           "rest_weekdays: [Saturday, Sunday]\n"
           "known: " +
           known +
           "\n"
           "holidays: {元旦: {zh-CN: 元旦, en: New Year}, 庙会: {zh-CN: 庙会, en: Fair}}\n"
           "papers:\n"
           "  - source: 镇通知\n"
           "    days:\n" +
           days;
}

std::string warnings(Shelf const& shelf, std::size_t place, char const* today) {
    std::ostringstream text;
    for (auto const& problem : review(shelf.files.at(place), on(today))) {
        CHECK(problem.severity == Severity::warning);
        CHECK_FALSE(problem.message.zh_cn.empty());
        text << problem.at.line << ':' << problem.at.column << ' ' << problem.rule << '\n';
    }
    return text.str();
}

constexpr auto two_years = "{from: 2025-01-01, to: 2026-12-31}";
constexpr auto both =
    "      - {holiday: 元旦, rest: 2025-01-01}\n"
    "      - {holiday: 元旦, rest: 2026-01-01}\n";

}  // namespace

TEST_CASE("a calendar is warned of what may be missing", "[calendar]") {
    using std::string;
    auto const [known, days, today, told] =
        GENERATE(table<char const*, string, char const*, char const*>({
            {two_years, both, "2025-12-31", ""},
            {two_years, both, "2026-01-01", "5:8 known-ends-soon\n"},
            {two_years, both, "2030-01-01", "5:8 known-ends-soon\n"},
            {"{from: 2024-01-01, to: 2028-02-28}", both, "2025-01-01", "5:8 missing-paper\n"},
            // Half a year may well have none.
            {"{from: 2024-07-01, to: 2026-12-31}", both, "2025-01-01", ""},
            {two_years,
             string{both} + "      - {holiday: 庙会, work: 2025-05-10}\n",
             "2025-01-01",
             "12:29 make-up-without-holiday\n"},
            {two_years,
             string{both} + "      - {holiday: 庙会, work: 2025-05-10, rest: 2025-05-12}\n",
             "2025-01-01",
             ""},
            {two_years,
             string{both} + "      - {holiday: 庙会, work: 2025-05-10, rest: 2025-07-10}\n",
             "2025-01-01",
             "12:29 make-up-without-holiday\n"},
        }));
    CAPTURE(known, days, today);
    auto const shelf = read_shelf({{.file = "town.yaml", .text = town(known, days)}});
    REQUIRE(shelf.problems.empty());
    CHECK(warnings(shelf, 0, today) == told);
}

TEST_CASE("a child is warned of what it says itself alone", "[calendar]") {
    auto const shelf =
        read_shelf({{.file = "town.yaml", .text = town("{from: 2024-01-01, to: 2026-12-31}", both)},
                    {.file = "street.yaml",
                     .text = "format: 1\n"
                             "calendar: street\n"
                             "title: {zh-CN: 街历, en: Street}\n"
                             "extends: town\n"
                             "papers:\n"
                             "  - source: 街通知\n"
                             "    days: [{holiday: 元旦, work: 2026-01-04}, {holiday: 庙会, work: "
                             "2026-05-09}]\n"}});
    REQUIRE(shelf.problems.empty());
    CHECK(warnings(shelf, 0, "2026-11-01") == "5:8 missing-paper\n5:8 known-ends-soon\n");
    CHECK(warnings(shelf, 1, "2026-11-01") == "7:65 make-up-without-holiday\n");
}

TEST_CASE("a year's table holds its holidays and the working days of each month", "[calendar]") {
    auto const year = year_of(cn(), 2026);
    CHECK(year.is_known);
    CHECK(year.whole.days == 365);
    CHECK(year.whole.working_days == cn().working_days_between(on("2025-12-31"), on("2026-12-31")));
    REQUIRE(year.holidays.size() == 7);
    CHECK(year.holidays[1].holiday.zh_cn == "春节");
    CHECK(year.holidays[1].rest.size() == 9);
    CHECK(year.holidays[1].work == std::vector<Day>{on("2026-02-14"), on("2026-02-28")});
    int sum = 0;
    for (auto const& month : year.months) sum += month.working_days;
    CHECK(sum == year.whole.working_days);
    CHECK(year.months[1].days == 28);
    CHECK_FALSE(year_of(cn(), 2027).is_known);
    CHECK(year_of(cn(), 2027).holidays.empty());
    CHECK(year_of(cn(), 2018).holidays.back().rest ==
          std::vector<Day>{on("2018-12-30"), on("2018-12-31")});
}
