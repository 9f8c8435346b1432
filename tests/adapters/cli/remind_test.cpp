// A person's own reminder, and deliveries that are kept back: as an office does it, with the real
// executable.
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
using Catch::Matchers::Contains;

namespace {

// A Friday that is no holiday, for some years to come.
char const* const friday = "2034-09-01";

std::vector<std::string> words(std::string const& line) {
    std::vector<std::string> all;
    std::string word;
    for (char const c : line + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            all.push_back(std::exchange(word, {}));
        }
    }
    return all;
}

}  // namespace

TEST_CASE("a person sets a reminder, sees it, and takes it back") {
    Office const office;
    office.file_example();
    auto const set = office.run(
        {"remind", "1", "--on", friday, "--note", "ask for the opinion", "--as", "sun-housing"});
    CHECK(set.exit == 0);
    CHECK(set.out == "case 1: reminder 1 is set, sun-housing will be told on 2034-09-01 09:00\n");
    CHECK_THAT(office.run({"show", "1"}).out,
               Contains("2034-09-01 09:00 to 孙工 (no. 1, their own): ask for the opinion"));
    auto const shown = office.run({"show", "1", "--json"}).json();
    auto const& reminder = shown.at("personal_reminders").at(0).as_object();
    CHECK(boost::json::serialize(reminder) ==
          R"({"number":1,"person":"sun-housing","day":"2034-09-01","note":"ask for the opinion",)"
          R"("rings_at":"2034-09-01T01:00:00Z"})");
    CHECK_THAT(office.run({"plan", "--until", "2034-09-02"}).out,
               Contains("personal reminder: ask for the opin…"));
    auto const other = office.run({"remind", "1", "--cancel", "1", "--as", "lin-committee"});
    CHECK(other.exit == 1);
    CHECK_THAT(other.err, Contains("reminder 1 is sun-housing's"));
    auto const taken =
        office.run({"remind", "1", "--cancel", "1", "--as", "sun-housing", "--json"}).json();
    CHECK(taken.at("cancelled") == 1);
    CHECK(office.run({"show", "1", "--json"}).json().at("personal_reminders").as_array().empty());
    auto const log = office.run({"log", "1"}).out;
    CHECK_THAT(log,
               Contains("set a reminder") && Contains("cancelled a reminder") &&
                   Contains("reminder 1 of sun-housing for 2034-09-01; note: ask for the opinion"));
    CHECK_THAT(office.run({"log", "1", "--language", "zh-CN"}).out,
               Contains("设置提醒") && Contains("取消提醒") &&
                   Contains("sun-housing 的1号提醒（2034-09-01）"));
    CHECK(office.run({"verify"}).exit == 0);
}

TEST_CASE("what is wrong with a reminder is said") {
    auto const [line, exit, says] = GENERATE(table<char const*, int, char const*>({
        {"--on 2034-09-01 --as cheng-membr", 1, "did you mean \"cheng-member\"?"},
        {"--on 2034-09-01 --as jones-information", 1, "has no role on this case"},
        {"--on 2034-09-01 --as housing-bureau", 1, "is no person of the directory"},
        {"--on 2020-01-01 --as sun-housing", 1, "does not lie ahead"},
        {"--on 2134-09-01 --as sun-housing", 1, "at most 10 years"},
        {"--on someday --as sun-housing", 2, "someday"},
        {"--as sun-housing", 2, "give --on DAY"},
        {"--on 2034-09-01 --cancel 1 --as sun-housing", 2, "or --cancel NUMBER alone"},
        {"--cancel 9 --as sun-housing", 1, "has no reminder 9"},
    }));
    CAPTURE(line);
    static Office const office;
    static bool const filed = (office.file_example(), true);
    REQUIRE(filed);
    auto asked = words(line);
    asked.insert(asked.begin(), {"remind", "1"});
    auto const ran = office.run(asked);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Contains(says));
}

TEST_CASE("deliveries are held by a filter, shown with who and why, and released") {
    Office const office;
    office.file_example();
    auto const all = office.run({"outbox", "--json"}).json().at("deliveries").as_array().size();
    auto const hold = [&](std::vector<std::string> with) {
        std::vector<std::string> line{
            "outbox", "hold", "--because", "the server moves", "--as", "chen-secretary"};
        line.insert(line.end(), with.begin(), with.end());
        return office.run(line);
    };
    CHECK(hold({}).exit == 2);
    CHECK_THAT(hold({}).err, Contains("for all of them --all"));
    CHECK(office.run({"outbox", "hold", "--all", "--as", "chen-secretary"}).exit == 2);
    CHECK(office
              .run({"outbox",
                    "--case",
                    "1",
                    "hold",
                    "--all",
                    "--because",
                    "x",
                    "--as",
                    "chen-secretary"})
              .exit == 2);
    CHECK(hold({"--recipient", "sun-housing", "--dry-run"}).out ==
          "deliveries that would be held: 1 (mail 1); nothing was changed\n");
    CHECK_THAT(hold({"--recipient", "sun-housng"}).err, Contains("sun-housing"));
    CHECK(hold({"--recipient", "sun-housing"}).out == "deliveries held: 1 (mail 1)\n");
    CHECK_THAT(office.run({"outbox", "--phase", "held"}).out,
               Contains("held") && Contains("chen-secretary: the server moves"));
    auto const rest = hold({"--all", "--json"}).json();
    CHECK(rest.at("held") == all - 1);
    CHECK(rest.at("dry_run") == false);
    auto const released =
        office.run({"outbox", "release", "--message", "assigned", "--as", "chen-secretary"});
    CHECK(released.exit == 0);
    CHECK_THAT(released.out, Contains("on their way again: "));
    CHECK(office.run({"outbox", "release", "--all", "--as", "chen-secretary"}).exit == 0);
    CHECK_THAT(office.run({"outbox", "--phase", "held"}).out, Contains("no such deliveries"));
}

TEST_CASE("a silence over a message that nothing says is refused") {
    auto const [what, exit, says] = GENERATE(table<char const*, int, char const*>({
        {"--message reply_soon", 0, "(message reply_soon) until"},
        {"--case 1 --message reply_soon", 0, "(case 1, message reply_soon) until"},
        {"--message clarify_soon", 0, "(message clarify_soon) until"},  // of another definition
        {"--case 1 --message clarify_soon", 1, "no message \"clarify_soon\""},
        {"--message personal.reminder", 0, "(message personal.reminder) until"},
        {"--message office.digest", 0, "(message office.digest) until"},
        {"--message reply_son", 1, "no message \"reply_son\"; did you mean \"reply_soon\"?"},
        {"--case 1 --message reply_son", 1, "did you mean \"reply_soon\"?"},
        {"--message zzzzzzzz", 1, "there is no message \"zzzzzzzz\"\n"},
        {"--message house.undeliverable", 1, "notices of the house itself are never silenced"},
        {"--language zh-CN --message reply_son", 1, "没有通知“reply_son”；是否指“reply_soon”？"},
    }));
    CAPTURE(what);
    static Office const office;
    static bool const filed = (office.file_example(), true);
    REQUIRE(filed);
    auto const ran = office.shell(
        "duban silence add --until $(date -d '10 days' +%F) --because 'the bureau moves' "
        "--as chen-secretary " +
        std::string{what} + "; echo \"exit $?\"");
    CHECK_THAT(ran.out, Contains(says) && Catch::EndsWith("exit " + std::to_string(exit) + "\n"));
}
