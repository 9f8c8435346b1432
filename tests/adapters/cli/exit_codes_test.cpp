// Exit codes are a contract: 0 done, 1 the input has problems or the action was refused, 2 wrong
// usage, 3 the machine failed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

using Words = std::vector<std::string>;

namespace {

/// How often a process may be started is what this file costs: one office for all its rows.
Office const& office() {
    static Office const* const shared = [] {
        auto* const made = new Office;
        made->file_example();
        return made;
    }();
    return *shared;
}

}  // namespace

TEST_CASE("each command ends with its documented exit code") {
    auto const [words, exit, says] = GENERATE(table<Words, int, char const*>({
        {{"--help"}, 0, ""},
        {{}, 2, "subcommand"},
        {{"dance"}, 2, ""},
        {{"list", "--language", "fr"}, 2, "fr"},
        {{"due", "3 months", "--from", "2025-07-01"}, 0, ""},
        {{"due", "3 monkeys", "--from", "2025-07-01"}, 1, "monkeys"},
        {{"due", "3 months", "--from", "2025-02-30"}, 1, "2025-02-30"},
        {{"due", "3 months", "--from", "2025-07-01", "--calendar", "mars"}, 1, "there are: cn"},
        {{"due", "3 months", "--from", "2025-07-01", "--on-rest-day", "maybe"}, 1, "stay"},
        {{"due", "3 months"}, 2, "first day"},
        {{"eval", "1 + 2"}, 0, ""},
        {{"eval", "round < 2", "--workflow", "cppcc-proposal"}, 0, ""},
        {{"eval", "size(title)", "--workflow", "cppcc-proposal", "--with", R"({"title":"x"})"},
         0,
         ""},
        {{"eval", "1 / 0"}, 1, "division by zero"},
        {{"eval", "ruond < 2", "--workflow", "cppcc-proposal"}, 1, "did you mean `round`?"},
        {{"eval", "1", "--with", "{"}, 1, "no JSON"},
        {{"eval", "1", "--workflow", "elsewhere"}, 2, "elsewhere"},
        {{"eval"}, 2, "name an expression"},
        {{"eval", "--with", "{}", "--json"}, 2, "name an expression"},
        {{"due"}, 2, "first day"},
        {{"check", "workflows/cppcc-proposal"}, 0, ""},
        {{"check", "no-such-folder"}, 2, "there is no"},
        {{"check", "config"}, 2, "config/workflow.yaml"},
        {{"import", "config/example/proposal.txt", "--dry-run"}, 0, "reply"},
        {{"import", "no-such-page.txt", "--dry-run"}, 2, "no-such-page.txt"},
        {{"import", "config/example/proposal.txt", "--workflow", "none"}, 1, "none"},
        {{"file", "none", "--as", "chen-secretary"}, 1, "there is no workflow"},
        {{"file", "cppcc-proposal", "--as", "chen-secretary"}, 1, "Title"},
        {{"file", "cppcc-proposal"}, 2, "--as"},
        {{"act", "1", "dance", "--as", "sun-housing"}, 1, "log_contact, reply"},
        {{"act", "1", "log_contact", "--as", "cheng-member", "--set", "contact=x"}, 1, "may not"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contct=x"}, 1, "contct"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact"}, 1, "field=value"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--with", "{"}, 1, "JSON"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=@none"}, 2, "none"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--revision", "0"}, 2, "--revision"},
        {{"act", "99", "sign", "--as", "sun-housing"}, 1, "there is no case 99"},
        {{"show", "1"}, 0, ""},
        {{"show", "99"}, 1, "there is no case 99"},
        {{"show"}, 2, "case"},
        {{"show", "first"}, 2, "first"},
        {{"list"}, 0, ""},
        {{"list", "--due-before", "tomorrow"}, 2, "tomorrow"},
        {{"list", "--limit", "0"}, 2, "--limit"},
        {{"log", "1"}, 0, ""},
        {{"log", "99"}, 1, "there is no case 99"},
        {{"why", "1"}, 0, ""},
        {{"why", "99"}, 1, "there is no case 99"},
        {{"plan", "--until", "2099-12-31"}, 0, ""},
        {{"plan", "--until", "soon"}, 2, "soon"},
        {{"plan"}, 2, "--until"},
        {{"outbox"}, 0, ""},
        {{"outbox", "--show", "999"}, 1, "there is no delivery 999"},
        {{"outbox", "--phase", "lost"}, 2, "lost"},
        {{"verify"}, 0, ""},
        {{"backup"}, 2, "file"},
        {{"backup", "/proc/none/copy"}, 3, "/proc/none/copy"},
        {{"serve", "--log", "xml"}, 2, "xml"},
        {{"example"}, 0, ""},
    }));
    CAPTURE(words);
    auto const ran = office().run(words);
    CAPTURE(ran.out, ran.err);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("settings that are not there are wrong usage") {
    auto const line = GENERATE("duban --config nowhere.yaml list",
                               "DUBAN_CONFIG=nowhere.yaml duban list",
                               "duban --config nowhere.yaml serve");
    auto const ran = office().shell(line);
    CAPTURE(line, ran.out);
    CHECK(ran.exit == 2);
    CHECK_THAT(ran.out, Catch::Contains("there is no nowhere.yaml"));
}

TEST_CASE("settings with mistakes are told with their places, all at once") {
    Office const own;
    own.edit("config/example/duban.yaml", "store:", "stor:");
    own.edit("config/example/duban.yaml", "kind: spool", "kind: pigeon");
    auto const ran = own.run({"list"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err,
               Catch::Contains("duban.yaml:4:1") && Catch::Contains("did you mean") &&
                   Catch::Contains("pigeon"));
}

TEST_CASE("a store whose folder cannot be made is the machine's failure") {
    Office const own;
    std::ofstream{own.path("var")} << "a file where a folder should be\n";
    auto const ran = own.run({"list"});
    CHECK(ran.exit == 3);
    CHECK_THAT(ran.err, Catch::Contains(own.path("var")));
}

TEST_CASE("a backup overwrites nothing, and is a store itself") {
    Office const own;
    own.file_example();
    auto const copy = own.path("copy.sqlite");
    CHECK(own.run({"backup", copy}).exit == 0);
    CHECK(own.run({"backup", copy}).exit == 1);
    own.edit("config/example/duban.yaml", "../../var/example/duban.sqlite", "../../copy.sqlite");
    auto const verified = own.run({"verify", "--json"});
    CHECK(verified.out == "{\"cases\":1,\"records\":4,\"breaks\":[]}\n");
}

TEST_CASE("a secretariat without people is told when it is configured, not when it is needed") {
    Office const own;
    own.edit("config/example/duban.yaml", "secretariat: secretariat", "secretariat: nobody");
    auto const ran = own.run({"list"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("empty-secretariat") && Catch::Contains("\"nobody\""));
}

TEST_CASE("nobody files or acts under a name that the directory does not know") {
    Office const own;
    for (std::string const name : {"chen-secretry", ""}) {
        CAPTURE(name);
        CHECK(own.run({"file", "cppcc-proposal", "--as", name, "--set", "title=x"}).exit == 1);
    }
    auto const ran =
        own.run({"file", "cppcc-proposal", "--as", "chen-secretry", "--set", "title=x"});
    CHECK_THAT(ran.err, Catch::Contains("did you mean \"chen-secretary\""));
    CHECK(own.run({"list", "--json"}).out == "{\"cases\":[]}\n");
}
