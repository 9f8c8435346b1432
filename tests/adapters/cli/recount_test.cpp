// A renewed calendar under running cases, and a deadline that somebody has seen: as an office does
// it, with the real executable.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
using Catch::Matchers::Contains;

namespace {

/// What `show` says of the reply's deadline.
boost::json::object reply_of(Office const& office) {
    auto const shown = office.run({"show", "1", "--json"}).json();
    for (auto const& deadline : shown.at("deadlines").as_array()) {
        if (deadline.at("name") == "reply") return deadline.as_object();
    }
    FAIL("the reply is owed");
    return {};
}

std::string text_at(boost::json::object const& json, char const* key) {
    return std::string{json.at(key).as_string()};
}

void declare_day_off(Office const& office, std::string const& day) {
    std::ofstream{office.path("late.csv")} << fmt::format("date,kind,name\n{},off,春节\n", day);
    REQUIRE(office
                .run({"calendar",
                      "import",
                      office.path("late.csv"),
                      "--into",
                      "cn",
                      "--source",
                      "临时通知",
                      "--write"})
                .exit == 0);
}

}  // namespace

TEST_CASE("a calendar is renewed under a running case, and applied") {
    Office const office;
    office.edit("config/calendars/cn.yaml", "to: 2026-12-31", "to: 2099-12-31");
    office.file_example();
    auto const due = text_at(reply_of(office), "due");
    declare_day_off(office, due);
    // Nothing has moved by itself, and the dry run moves nothing.
    CHECK(text_at(reply_of(office), "due") == due);
    auto const planned = office.run({"calendar", "apply", "--dry-run", "--json"}).json();
    REQUIRE(planned.at("moved").as_array().size() == 1);
    auto const& moved = planned.at("moved").at(0).as_object();
    CHECK(moved.at("case") == 1);
    CHECK(text_at(moved, "deadline") == "reply");
    CHECK(text_at(moved, "was") == due);
    CHECK(text_at(moved, "is") > due);
    CHECK(text_at(moved.at("because").at(0).as_object(), "date") == due);
    CHECK(moved.at("because").at(0).at("is") == "rest");
    CHECK(planned.at("dry_run") == true);
    CHECK(text_at(reply_of(office), "due") == due);

    auto const applied = office.run({"calendar", "apply", "cn", "--as", "chen-secretary"});
    CHECK(applied.exit == 0);
    CHECK_THAT(applied.out,
               Contains(fmt::format("case 1 reply: {} -> {}", due, text_at(moved, "is"))));
    CHECK_THAT(applied.out, Contains("is a rest day (Spring Festival)"));
    auto const after = reply_of(office);
    CHECK(text_at(after, "due") == text_at(moved, "is"));
    CHECK(text_at(after, "moved_from") == due);
    CHECK_THAT(office.run({"show", "1"}).out,
               Contains(fmt::format("[{} before the calendar or the term was renewed]", due)));
    CHECK_THAT(office.run({"log", "1"}).out, Contains("chen-secretary"));
    CHECK(office.run({"verify"}).exit == 0);
    CHECK_THAT(office.run({"calendar", "apply"}).out, Contains("0 of them moved"));
    CHECK(office.run({"calendar", "apply", "cm"}).exit == 1);
    CHECK(office.run({"calendar", "apply", "--as", "nobody"}).exit != 0);
}

TEST_CASE("what an upgrade counted anew moves when the calendar is renewed again") {
    Office const office;
    office.edit("config/calendars/cn.yaml", "to: 2026-12-31", "to: 2099-12-31");
    office.file_example();
    office.edit("workflows/cppcc-proposal/workflow.yaml", "\nversion: 1", "\nversion: 2");
    office.edit("workflows/cppcc-proposal/workflow.yaml", "within: 3 months", "within: 2 months");
    REQUIRE(office.run({"example"}).exit == 0);
    // By a calendar that no daemon and no other command has seen.
    office.edit("config/calendars/cn.yaml", "to: 2099-12-31", "to: 2098-12-31");
    std::ofstream{office.path("map.yaml")}
        << "format: 1\nupgrade: {workflow: cppcc-proposal, from: 1, to: 2}\n"
           "because: {zh-CN: 期限调整, en: the rule has changed}\n"
           "deadlines: {reply: recount}\n";
    REQUIRE(
        office.run({"upgrade", "cppcc-proposal", "--cases", "1", "--map", office.path("map.yaml")})
            .exit == 0);

    auto const due = text_at(reply_of(office), "due");
    declare_day_off(office, due);
    auto const applied = office.run({"calendar", "apply", "cn", "--as", "chen-secretary"});
    CHECK_THAT(applied.out, Contains(fmt::format("case 1 reply: {} -> ", due)));
    CHECK(office.run({"verify"}).exit == 0);
}

TEST_CASE("whoever owes a deadline acknowledges it, and is quiet until their day") {
    Office const office;
    office.file_example();
    auto const due = text_at(reply_of(office), "due");
    auto const other = office.run({"acknowledge", "1", "--as", "lin-committee", "--until", due});
    CHECK(other.exit == 1);
    CHECK_THAT(other.err, Contains("does not owe the deadline"));
    CHECK(office.run({"acknowledge", "1", "--as", "sun-housing", "--until", "someday"}).exit == 2);
    auto const seen = office.run({"acknowledge",
                                  "1",
                                  "--as",
                                  "sun-housing",
                                  "--until",
                                  due,
                                  "--deadline",
                                  "reply",
                                  "--note",
                                  "planned for Friday"});
    CHECK(seen.exit == 0);
    CHECK(text_at(reply_of(office), "quiet_until") == due);
    CHECK_THAT(office.run({"show", "1"}).out, Contains("[seen: quiet until " + due + "]"));
    CHECK(office.run({"verify"}).exit == 0);
}
