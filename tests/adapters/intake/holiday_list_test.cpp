// Lists of holidays, as tables and as iCalendar files.
#include "adapters/intake/holiday_list.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "adapters/intake/holiday_summary.hpp"

using namespace duban;
using namespace duban::intake;

namespace {

std::string told(HolidayList const& list) {
    std::ostringstream text;
    for (auto const& one : list.days) {
        text << to_text(one.day) << (one.is_rest ? " off " : " work ") << one.holiday << " :"
             << one.at.line << '\n';
    }
    for (auto const& problem : list.problems) {
        CHECK(problem.file == "list");
        CHECK_FALSE(problem.message.zh_cn.empty());
        text << problem.at.line << ':' << problem.at.column << ' ' << problem.rule << '\n';
    }
    return text.str();
}

std::string read(std::string const& text) {
    return told(read_holiday_list(text, "list"));
}

/// An iCalendar file of these events, each of which begins at line 3, 3 + its lines + 2, …
std::string events(std::vector<std::string> const& bodies) {
    std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
    for (auto const& body : bodies) text += "BEGIN:VEVENT\r\n" + body + "END:VEVENT\r\n";
    return text + "END:VCALENDAR\r\n";
}

}  // namespace

TEST_CASE("a table of holidays is read whatever its columns are called") {
    auto const* const heading =
        GENERATE("date,kind,name\n2027-01-01,off,元旦\n2027-01-03,work,元旦\n",
                 "\xEF\xBB\xBF"
                 "date,type,holiday\r\n2027-01-01,rest,元旦\r\n2027-01-03,班,元旦",
                 "Date, Is_Off_Day ,Name\n2027-01-01,TRUE,元旦\n2027-01-03, false ,元旦\n",
                 "日期,是否放假,节日\n2027-01-01,是,\"元旦\"\n2027-01-03,否,元旦\n");
    CAPTURE(heading);
    CHECK(read(heading) == "2027-01-01 off 元旦 :2\n2027-01-03 work 元旦 :3\n");
}

TEST_CASE("columns may stand in any order, with others between") {
    CHECK(read("name,note,isOffDay,date\n"
               "\n"
               "\"元旦, \"\"新年\"\"\",x,true,2027-01-01\n") ==
          "2027-01-01 off 元旦, \"新年\" :3\n");
}

TEST_CASE("the line at fault is shown, and its characters command no terminal") {
    auto const list = read_holiday_list(
        "date,kind,name\n2027-01-01,off,\x1B[2J\u202E\n2027-01-32,off,\x1B\n", "list");
    REQUIRE(list.problems.size() == 1);
    CHECK(list.problems.front().source_line == "2027-01-32,off,\uFFFD");
}

TEST_CASE("every mistake of a table is told with its line") {
    auto const [text, problems] = GENERATE(table<std::string, char const*>({
        {"", "1:1 empty-list\n"},
        {"春节放假\n", "1:1 missing-column\n1:1 missing-column\n1:1 missing-column\n"},
        {"date,name\n2027-01-01,元旦\n", "1:1 missing-column\n"},
        {"date,kind,name\n", "1:1 empty-list\n"},
        {"date,kind,name\n2027-02-30,off,元旦\n2027-01-01,maybe,元旦\n2027-01-02,off,\n2027-01-03,"
         "off\n",
         "2:1 not-a-day\n3:12 unknown-kind\n4:16 no-holiday\n5:1 bad-row\n"},
        {"date,kind,name\n2027-01-01,off,\"元旦\n", "2:1 bad-row\n"},
        {"date,kind,name\n2027-01-01,off,元旦\n2027-01-01,work,元旦\n",
         "2027-01-01 off 元旦 :2\n2027-01-01 work 元旦 :3\n3:1 duplicate-day\n"},
        {"date,kind,name\n2027-01-01,off,\xD4\xAA\xB5\xA9\n", "2:1 invalid-utf8\n"},
    }));
    CAPTURE(text);
    CHECK(read(text) == problems);
}

TEST_CASE("an iCalendar file is read event by event") {
    CHECK(
        read(events({"DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270104\r\nSUMMARY:元旦 "
                     "休\r\n",
                     "DTSTART;VALUE=DATE:20270110\r\nSUMMARY:元\r\n 旦（班）\r\n",
                     "DTSTART;VALUE=DATE:20270205\r\nDTEND;VALUE=DATE:20270206\r\nSUMMARY:春节 "
                     "补班 第1天/共2天\r\n",
                     "STATUS:CANCELLED\r\nDTSTART;VALUE=DATE:20270301\r\nSUMMARY:庙会 休\r\n"})) ==
        "2027-01-01 off 元旦 :3\n2027-01-02 off 元旦 :3\n2027-01-03 off 元旦 :3\n"
        "2027-01-10 work 元旦 :8\n"
        "2027-02-05 work 春节 :13\n");
}

TEST_CASE("every mistake of an iCalendar file is told with the line of its event") {
    auto const [body, problems] = GENERATE(table<std::string, char const*>({
        {"DTSTART:20270101T090000\r\nSUMMARY:元旦 休\r\n", "3:1 not-a-day\n"},
        {"DTSTART;VALUE=DATE:20270230\r\nSUMMARY:元旦 休\r\n", "3:1 not-a-day\n"},
        {"SUMMARY:元旦 休\r\n", "3:1 not-a-day\n"},
        {"DTSTART;VALUE=DATE:20270102\r\nDTEND;VALUE=DATE:20270102\r\nSUMMARY:元旦 休\r\n",
         "3:1 wrong-order\n"},
        {"DTSTART;VALUE=DATE:20270102\r\nDTEND;VALUE=DATE:20280102\r\nSUMMARY:元旦 休\r\n",
         "3:1 wrong-order\n"},
        {"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦\r\n", "3:1 unknown-kind\n"},
        {"DTSTART;VALUE=DATE:20270101\r\n", "3:1 unknown-kind\n"},
        {"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦 调休\r\n", "3:1 unknown-kind\n"},
        {"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:补班\r\n", "3:1 no-holiday\n"},
        {"DTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:元旦 休\r\n",
         "3:1 not-plain\n"},
    }));
    CAPTURE(body);
    CHECK(read(events({body})) == problems);
}

TEST_CASE("an iCalendar file that is cut off is refused whole") {
    auto const whole = events({"DTSTART;VALUE=DATE:20270101\r\nSUMMARY:元旦 休\r\n"});
    CHECK(read(whole.substr(0, whole.size() - 20)) == "1:1 cut-off\n");
    CHECK(read(events({})) == "1:1 empty-list\n");
}

TEST_CASE("the title of an event names its holiday and says whether it is worked") {
    using Kind = std::optional<bool>;
    auto const [summary, holiday, kind] = GENERATE(table<char const*, char const*, Kind>({
        {"春节 休", "春节", true},
        {"春节（休）", "春节", true},
        {"春节(班)", "春节", false},
        {"春节补班", "春节", false},
        {"春节 调休上班", "春节", false},
        {"春节假期", "春节", true},
        {"春节 假期 第1天/共8天", "春节", true},
        {"国庆节、中秋节 放假", "国庆节、中秋节", true},
        {" 春节 - 班 ", "春节", false},
        {"班", "", false},
        {"(休)", "", true},
        {"春节", "春节", std::nullopt},
        {"春节 调休", "春节", std::nullopt},
        {"", "", std::nullopt},
    }));
    CAPTURE(summary);
    auto const read = read_summary(summary);
    CHECK(read.holiday == holiday);
    CHECK(read.is_rest == kind);
}
