// `duban calendar`: checked, shown, listed, and a year's paper imported.
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

constexpr auto list_of_2027 =
    "date,kind,name\n"
    "2027-01-01,off,元旦\n"
    "2027-01-02,off,元旦\n"
    "2027-01-03,work,元旦\n";

/// How often an office may be set up is what this file costs: one for all rows of a table.
Office const& shared_office() {
    static Office const* const shared = [] {
        auto* const made = new Office;
        write(*made, "config/calendars/district.yaml", district);
        write(*made, "list.csv", list_of_2027);
        write(*made, "bad.csv", "date,kind,name\n2027-02-30,off,元旦\n2027-01-01,off,元且\n");
        return made;
    }();
    return *shared;
}

std::string path_of(std::string const& name) {
    return shared_office().path(name);
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
        {{"calendar", "import", path_of("list.csv")}, 2, "missing: --into"},
        {{"calendar", "import", "none.csv", "--into", "cn"}, 2, "none.csv"},
        {{"calendar", "import", path_of("list.csv"), "--into", "mars"},
         1,
         "there is no calendar \"mars\""},
        {{"calendar", "import", path_of("list.csv"), "--into", "cn", "-o", path_of("list.csv")},
         1,
         "not overwritten"},
        {{"calendar", "import", path_of("list.csv"), "--into", "cn", "-o", "x.yaml", "--write"},
         2,
         "exclude"},
        {{"calendar", "import", path_of("list.csv"), "--into", "district"},
         1,
         "import into that first"},
        {{"calendar", "import", path_of("bad.csv"), "--into", "cn"}, 1, "bad.csv:2:1: error"},
        {{"calendar", "import", path_of("bad.csv"), "--into", "cn"}, 1, "[unknown-holiday]"},
    }));
    CAPTURE(words);
    auto const ran = shared_office().run(words);
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(text_of(path_of("list.csv")) == list_of_2027);
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

TEST_CASE("a paper is printed as it would stand, and changes nothing") {
    Office const office;
    write(office, "list.csv", list_of_2027);
    auto const before = text_of(office.path("config/calendars/cn.yaml"));
    Words const import{"calendar", "import", office.path("list.csv"), "--into", "cn"};
    auto const ran = office.run(import);
    CHECK(ran.exit == 0);
    CHECK(ran.out ==
          "papers:\n"
          "  - source: list.csv\n"
          "    days:\n"
          "      - {holiday: 元旦, rest: 2027-01-01 to 2027-01-02, work: 2027-01-03}\n");
    CHECK(ran.err == "duban: move `to` of `known` to 2027-12-31\n");
    auto to_file = import;
    to_file.insert(to_file.end(), {"-o", office.path("paper.yaml")});
    CHECK(office.run(to_file).exit == 0);
    CHECK(text_of(office.path("paper.yaml")) == ran.out);
    CHECK(std::filesystem::status(office.path("paper.yaml")).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(office.run(to_file).exit == 1);
    CHECK(text_of(office.path("config/calendars/cn.yaml")) == before);
}

TEST_CASE("a paper is added to the calendar itself, once") {
    Office const office;
    auto const name = GENERATE(as<std::string>{}, "list.csv", "list.ics");
    write(office, "list.csv", list_of_2027);
    write(office,
          "list.ics",
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
          "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270103\r\n"
          "SUMMARY:元旦 休\r\nEND:VEVENT\r\n"
          "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270103\r\nSUMMARY:元旦 班\r\nEND:VEVENT\r\n"
          "END:VCALENDAR\r\n");
    auto const calendar = office.path("config/calendars/cn.yaml");
    auto const before = text_of(calendar);
    Words const import{
        "calendar", "import", office.path(name), "--into", "cn", "--source", "国办通知", "--write"};
    auto const ran = office.run(import);
    CHECK(ran.exit == 0);
    CHECK(ran.out ==
          "date        kind  holiday\n"
          "2027-01-01  off   New Year's Day\n"
          "2027-01-02  off   New Year's Day\n"
          "2027-01-03  work  New Year's Day\n");
    auto after = before +
                 "  - source: 国办通知\n    days:\n"
                 "      - {holiday: 元旦, rest: 2027-01-01 to 2027-01-02, work: "
                 "2027-01-03}\n";
    std::string const known = "to: 2026-12-31}";
    after.replace(after.find(known), known.size(), "to: 2027-12-31}");
    CHECK(text_of(calendar) == after);
    CHECK(office.run({"due", "1 working days", "--from", "2026-12-31"}).out == "2027-01-03\n");

    auto again = import;
    again.emplace_back("--json");
    auto const answer = office.run(again).json();
    CHECK(answer.at("said_before") == 3);
    CHECK(answer.at("added").as_array().empty());
    CHECK(answer.at("written").is_null());
    CHECK(text_of(calendar) == after);
}

TEST_CASE("a paper is added to a calendar, whatever is wrong with another one") {
    Office const office;
    write(office, "list.csv", list_of_2027);
    write(office, "config/calendars/broken.yaml", "format: 1\ncalendar: broken\nholidys: {}\n");
    auto const ran =
        office.run({"calendar", "import", office.path("list.csv"), "--into", "cn", "--write"});
    CHECK(ran.exit == 0);
    CHECK_THAT(text_of(office.path("config/calendars/cn.yaml")),
               Catch::Contains("rest: 2027-01-01 to 2027-01-02"));
}

TEST_CASE("a paper that contradicts the calendar changes nothing") {
    Office const office;
    write(office, "list.csv", "date,kind,name\n2026-01-01,work,元旦\n2027-01-01,off,元旦\n");
    auto const before = text_of(office.path("config/calendars/cn.yaml"));
    auto const ran = office.run(
        {"calendar", "import", office.path("list.csv"), "--into", "cn", "--write", "--json"});
    CHECK(ran.exit == 1);
    auto const answer = ran.json();
    auto const& problem = answer.at("problems").at(0);
    CHECK(problem.at("rule") == "said-otherwise");
    CHECK(problem.at("line") == 2);
    CHECK(text_of(office.path("config/calendars/cn.yaml")) == before);
}
