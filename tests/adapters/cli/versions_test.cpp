// Versions through the commands: a case keeps the definition it began under, a broken one comes
// into force on no way, and cases are moved when somebody says so.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
namespace fs = std::filesystem;

using Words = std::vector<std::string>;

namespace {

constexpr char const* definition = "workflows/cppcc-proposal/workflow.yaml";

Words const file_another{"file",
                         "cppcc-proposal",
                         "--as",
                         "chen-secretary",
                         "--set",
                         "title=t",
                         "--with",
                         R"({"proposers":["cheng-member"]})"};

/// Version 2, with two months for the reply, on disk; in force once a command writes.
void write_next_version(Office const& office) {
    office.edit(definition, "\nversion: 1", "\nversion: 2");
    office.edit(definition, "within: 3 months", "within: 2 months");
}

void put_in_force(Office const& office) {
    REQUIRE(office.run(file_another).exit == 0);
}

int version_in_force(Office const& office) {
    int version = 0;
    auto const json = office.run({"definitions", "cppcc-proposal", "--json"}).json();
    for (auto const& one : json.at("definitions").as_array()) {
        if (one.at("in_force").as_bool()) version = static_cast<int>(one.at("version").as_int64());
    }
    return version;
}

void write_map(Office const& office, std::string const& more) {
    std::ofstream{office.path("map.yaml")}
        << "format: 1\nupgrade: {workflow: cppcc-proposal, from: 1, to: 2}\n"
           "because: {zh-CN: 期限调整, en: the rule has changed}\n"
        << more;
}

}  // namespace

TEST_CASE("a case goes on under its definition though the files of it are gone") {
    Office const office;
    office.file_example();
    fs::remove_all(office.path("workflows/cppcc-proposal"));
    auto const acted =
        office.run({"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=电话沟通"});
    CAPTURE(acted.err);
    CHECK(acted.out == "case 1: handling.answer.drafting (revision 5)\n");
    CHECK(office.run({"why", "1"}).exit == 0);
    CHECK(office.run({"diff", "cppcc-proposal", "cppcc-proposal@1"}).lines().back() ==
          "the two are identical");
}

TEST_CASE("a definition that does not pass check comes into force on no way") {
    Office const office;
    office.file_example();
    office.edit(definition, "\nversion: 1", "\nversion: 2");
    office.edit(definition, "\nstart: filed", "\nstart: field");
    auto const way = GENERATE(values<Words>({
        file_another,
        {"import", "config/example/proposal.txt", "--as", "chen-secretary"},
        {"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=c"},
        {"example"},
    }));
    auto const ran = office.run(way);
    CAPTURE(way.front(), ran.err);
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.err, Catch::Contains("what was in force stays in force"));
    CHECK(version_in_force(office) == 1);
    auto const moved = office.run({"upgrade", "cppcc-proposal", "--to", "2"});
    CHECK(moved.exit == 1);
    CHECK_THAT(moved.err, Catch::Contains("no version 2"));
    CHECK(office.run({"diff", "cppcc-proposal", office.path("workflows/cppcc-proposal")}).exit ==
          1);
}

TEST_CASE("who forgot to raise the version is told by every command that writes, and by diff") {
    Office const office;
    office.file_example();
    office.edit(definition, "within: 3 months", "within: 2 months");
    auto const ran = office.run(file_another);
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.err, Catch::Contains("version-not-raised") && Catch::Contains("make it 2"));
    auto const diff =
        office.run({"diff", "cppcc-proposal", office.path("workflows/cppcc-proposal")});
    CHECK(diff.out ==
          "cppcc-proposal version 1 → cppcc-proposal version 1\n"
          "  deadline reply › term: 3 months → 2 months\n"
          "the version was not raised: make it 2 or more to put it in force\n");
}

TEST_CASE("diff tells in both languages and as JSON what changed") {
    Office const office;
    office.file_example();
    auto const folder = office.path("workflows/cppcc-proposal");
    write_next_version(office);
    office.edit(definition, "      decline:\n", "      refuse:\n");
    CHECK(office.run({"diff", "cppcc-proposal", folder}).out ==
          "cppcc-proposal version 1 → cppcc-proposal version 2\n"
          "  action filed.decline seems to be filed.refuse now (same content)\n"
          "  deadline reply › term: 3 months → 2 months\n");
    CHECK(office.run({"diff", "cppcc-proposal", folder, "--language", "zh-CN"}).out ==
          "cppcc-proposal 第1版 → cppcc-proposal 第2版\n"
          "  操作 filed.decline 似已改称 filed.refuse（内容相同）\n"
          "  时限 reply › 期限：3 months → 2 months\n");
    auto const json = office.run({"diff", "cppcc-proposal", folder, "--json"}).json();
    CHECK(json.at("from").at("version").as_int64() == 1);
    CHECK_FALSE(json.at("identical").as_bool());
    auto const& term = json.at("differences").at(1);
    CHECK(term.at("subject").as_string() == "deadline");
    CHECK(term.at("aspect").as_string() == "within");
    CHECK(term.at("after").as_string() == "2 months");
}

TEST_CASE("a comment alone is told as nothing but comments") {
    Office const office;
    office.file_example();
    std::ofstream{office.path(definition), std::ios::app} << "# a remark\n";
    auto const ran = office.run({"diff", "cppcc-proposal", office.path(definition)});
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.out, Catch::Contains("nothing but comments"));
}

TEST_CASE("what diff cannot find is a mistake of usage") {
    Office const office;
    office.file_example();
    auto const name = GENERATE("cppcc", "cppcc-proposal@2", "cppcc-proposal@x", "no/such/folder");
    auto const ran = office.run({"diff", "cppcc-proposal", name});
    CHECK(ran.exit == 2);
    CHECK_THAT(ran.err, Catch::Contains("neither a file nor a workflow"));
}

TEST_CASE("running cases are moved after a dry run that says the same") {
    Office const office;
    office.file_example();
    write_next_version(office);
    put_in_force(office);
    write_map(office, "deadlines: {reply: recount}\n");
    auto const map = office.path("map.yaml");
    auto const dry = office.run({"upgrade", "cppcc-proposal", "--map", map, "--dry-run"});
    CAPTURE(dry.err);
    CHECK(dry.exit == 0);
    CHECK_THAT(
        dry.out,
        Catch::StartsWith("case 1: version 1 → 2, handling.answer.drafting\n  deadline reply is "
                          "counted anew: ") &&
            Catch::Contains("(3 months) → ") && Catch::Contains("(2 months)\n") &&
            Catch::Contains("case 2: stands in version 2 already\n") &&
            Catch::EndsWith("dry run: 1 would be moved, 0 cannot, 1 stand in version 2 "
                            "already\n"));
    CHECK_THAT(office.run({"show", "1"}).out, Catch::Contains("CPPCC proposal v1"));
    CHECK_THAT(office.run({"why", "1"}).out,
               Catch::Contains("version 1 of its procedure; new cases begin under version 2"));

    auto const done = office.run({"upgrade", "cppcc-proposal", "--map", map});
    auto planned = dry.lines();
    auto told = done.lines();
    CHECK(told.back() == "1 moved, 0 cannot, 1 stand in version 2 already");
    planned.pop_back();
    told.pop_back();
    CHECK(planned == told);
    CHECK_THAT(office.run({"show", "1"}).out, Catch::Contains("CPPCC proposal v2"));
    CHECK_THAT(office.run({"log", "1"}).out,
               Catch::Contains("upgraded") && Catch::Contains("version 1 → 2") &&
                   Catch::Contains("because: the rule has changed"));
    CHECK_THAT(office.run({"log", "1", "--language", "zh-CN"}).out,
               Catch::Contains("第1版 → 第2版") && Catch::Contains("因为：期限调整"));
    CHECK(office.run({"verify"}).exit == 0);
    auto const again = office.run({"upgrade", "cppcc-proposal", "--json"}).json();
    CHECK(again.at("moved").as_int64() == 0);
    CHECK(again.at("up_to_date").as_int64() == 2);
}

TEST_CASE("a case that cannot be moved is listed with the reason, and ends with code 1") {
    Office const office;
    office.file_example();
    office.edit(definition, "\nversion: 1", "\nversion: 2");
    office.edit(definition, "      drafting:\n", "      writing:\n");
    office.edit(definition, "            go: drafting\n", "            go: writing\n");
    put_in_force(office);
    auto const ran = office.run({"upgrade", "cppcc-proposal", "--json"});
    CHECK(ran.exit == 1);
    auto const json = ran.json();
    CHECK(json.at("refused").as_int64() == 1);
    auto const& one = json.at("cases").at(0);
    CHECK(one.at("what").as_string() == "refused");
    CHECK(one.at("place").as_string() == "handling.answer.drafting");
    CHECK(one.at("obstacles").at(0).at("rule").as_string() == "state-gone");
    CHECK(office.run({"show", "1", "--json"}).json().at("version").as_int64() == 1);
    write_map(office, "states: {handling.answer.drafting: handling.answer.writing}\n");
    auto const moved = office.run({"upgrade", "cppcc-proposal", "--map", office.path("map.yaml")});
    CHECK(moved.exit == 0);
    CHECK_THAT(moved.out, Catch::Contains("handling.answer.drafting → handling.answer.writing"));
}

TEST_CASE("an upgrade goes to what lies on disk, and its dry run says where that is another text") {
    Office const office;
    office.file_example();
    auto const same = office.run({"upgrade", "cppcc-proposal", "--dry-run"});
    CHECK_THAT(same.err, !Catch::Contains("not in force"));
    write_next_version(office);
    auto const dry = office.run({"upgrade", "cppcc-proposal", "--dry-run"});
    CHECK_THAT(dry.err, Catch::Contains("(version 2) is not in force"));
    CHECK_THAT(dry.out, Catch::Contains("stands in version 1 already"));
    CHECK(version_in_force(office) == 1);
    auto const moved = office.run({"upgrade", "cppcc-proposal"});
    CHECK(moved.exit == 0);
    CHECK_THAT(moved.out, Catch::Contains("case 1: version 1 → 2"));
    CHECK(version_in_force(office) == 2);
}

TEST_CASE("a slip in the order is told, and nothing is moved") {
    Office const office;
    office.file_example();
    write_next_version(office);
    put_in_force(office);
    write_map(office, "deadlines: {replay: recount}\n");
    auto const [more, exit, says] = GENERATE(table<Words, int, std::string>({
        {{"--cases", "1-"}, 2, "no list of cases"},
        {{"--filed-before", "soon"}, 2, "is no date"},
        {{"--to", "7"}, 1, "no version 7"},
        {{"--as", "nobody"}, 1, "nobody"},
        {{"--map", "map.yaml"}, 1, "map.yaml:4:13: error: version 1 has no deadline"},
    }));
    Words words{"upgrade", "cppcc-proposal"};
    words.insert(words.end(), more.begin(), more.end());
    if (words.back() == "map.yaml") words.back() = office.path("map.yaml");
    auto const ran = office.run(words);
    CAPTURE(ran.err);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(office.run({"show", "1", "--json"}).json().at("version").as_int64() == 1);
}

TEST_CASE("the daemon refuses what is broken on SIGHUP, and sees cases that are moved beside it") {
    Office const office;
    office.file_example();
    auto const daemon = office.serve();
    auto const until = [&](std::string const& word) {
        while (auto const line = daemon->read_line()) {
            if (line->find(word) != std::string::npos) return true;
        }
        return false;
    };
    REQUIRE(until("http://"));
    office.edit(definition, "\nversion: 1", "\nversion: 2");
    office.edit(definition, "\nstart: filed", "\nstart: field");
    daemon->signal(SIGHUP);
    REQUIRE(until("event=definition_refused"));
    CHECK(version_in_force(office) == 1);
    office.edit(definition, "\nstart: field", "\nstart: filed");
    daemon->signal(SIGHUP);
    REQUIRE(until("accepted=all"));
    CHECK(version_in_force(office) == 2);
    CHECK(office.run({"upgrade", "cppcc-proposal"}).exit == 0);
    CHECK(
        office.run({"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=c"}).exit ==
        0);
    daemon->signal(SIGTERM);
    REQUIRE(until("event=stopped"));
    CHECK(daemon->wait() == 0);
    CHECK(office.run({"verify"}).exit == 0);
}
