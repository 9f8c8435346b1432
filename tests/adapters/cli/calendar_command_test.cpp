// `duban calendar`: checked, shown, listed.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

using Words = std::vector<std::string>;

namespace {

void write(Office const& office, std::string const& name, std::string const& text) {
    std::ofstream{office.path(name), std::ios::binary} << text;
}

constexpr auto district =
    "format: 1\n"
    "calendar: district\n"
    "title: {zh-CN: 示范区工作日历, en: A district}\n"
    "extends: cn  # and a fair of its own\n"
    "holidays: {庙会: {zh-CN: 庙会, en: Fair}}\n"
    "papers:\n"
    "  - source: 区通知\n"
    "    days:\n"
    "      - {holiday: 庙会, rest: 2026-03-09}\n"
    "      - {holiday: 春节, half_day: 2026-02-13, closes: 12:00}\n";

/// How often an office may be set up is what this file costs: one for all rows of a table.
Office const& shared_office() {
    static Office const* const shared = [] {
        auto* const made = new Office;
        write(*made, "config/calendars/district.yaml", district);
        return made;
    }();
    return *shared;
}

}  // namespace

TEST_CASE("calendar commands end with their exit codes") {
    auto const [words, exit, says] = GENERATE(table<Words, int, std::string>({
        {{"calendar"}, 2, "a command is missing (see duban calendar --help)"},
        {{"calendar", "lst"},
         2,
         "there is no command \"lst\"; did you mean \"list\"? (see duban calendar --help)"},
        {{"calendar", "show"}, 2, "missing: name (see duban calendar show --help)"},
        {{"calendar", "show", "cn", "3000"}, 2, "\"3000\" is no whole number from 1900 to 2200"},
        {{"calendar", "show", "mars", "2026"}, 1, "there are: cn, district, uk, uk-foi"},
        {{"calendar", "show", "cn", "2026", "--yaer"}, 2, "there is no option \"--yaer\""},
        {{"calendar", "list"}, 0, ""},
        {{"calendar", "check", "--today", "2025-06-01"}, 0, ""},
        {{"calendar", "check", "--today", "tomorrow"}, 2, "tomorrow"},
        {{"calendar", "check", "no-such.yaml"}, 2, "no-such.yaml"},
    }));
    CAPTURE(words);
    auto const ran = shared_office().run(words);
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("a calendar that extends another counts, and is shown, as one") {
    Office const office;
    write(office, "config/calendars/district.yaml", district);
    CHECK(office.run({"due", "1 working days", "--from", "2026-03-06", "--calendar", "district"})
              .out == "2026-03-10\n");
    auto const shown = office.run({"calendar", "show", "district", "2026"});
    CHECK(shown.exit == 0);
    CHECK_THAT(shown.out,
               Catch::Contains("A district (district), 2026\n") &&
                   Catch::Contains("02-13 09:00–12:00") && Catch::Contains("区通知") &&
                   Catch::Contains("National Day") && Catch::Contains("year   365   "));
    auto const year = office.run({"calendar", "show", "district", "2026", "--json"}).json();
    CHECK(year.at("working_days").as_int64() + 1 ==
          office.run({"calendar", "show", "cn", "2026", "--json"})
              .json()
              .at("working_days")
              .as_int64());
    CHECK(boost::json::serialize(year.at("holidays").at(1).at("half_days")) ==
          R"([{"date":"2026-02-13","opens":"09:00","closes":"12:00"}])");
}

TEST_CASE("a calendar is checked with those that it extends, and told of alone") {
    Office const office;
    write(office, "config/calendars/district.yaml", district);
    auto const file = office.path("config/calendars/district.yaml");
    Words const check{"calendar", "check", file, "--today", "2025-06-01", "--json"};
    CHECK(office.run(check).out == "{\"problems\":[]}\n");
    office.edit("config/calendars/district.yaml", "extends: cn", "extends: cm");
    auto const ran = office.run(check);
    CHECK(ran.exit == 1);
    auto const answer = ran.json();
    auto const& problem = answer.at("problems").at(0);
    CHECK(problem.at("rule") == "unknown-calendar");
    CHECK(problem.at("line") == 4);
    CHECK(problem.at("column") == 10);
    CHECK(problem.at("suggestion") == "cn");
}

TEST_CASE("known days that soon end are a warning") {
    Office const office;
    auto const ran = office.run({"calendar", "check", "--today", "2026-06-01"});
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.err, Catch::Contains("cn.yaml:19:8: warning") && Catch::Contains("known-ends"));
    CHECK(ran.out == "checked 3 calendar(s): no errors\n");
}
