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
        {{}, 2, "a command is missing (see duban --help)"},
        {{"dance"}, 2, "there is no command \"dance\" (see"},
        {{"lst"}, 2, "there is no command \"lst\"; did you mean \"list\"?"},
        {{"list", "--serch", "x"}, 2, "there is no option \"--serch\"; did you mean \"--search\"?"},
        {{"list", "--serch=x"}, 2, "did you mean \"--search\"? (see duban list --help)"},
        {{"list", "--jsn"}, 2, "did you mean \"--json\"?"},
        {{"--jsn", "list"}, 2, "did you mean \"--json\"?"},
        {{"list", "-x"}, 2, "there is no option \"-x\" (see"},
        {{"list", "--search"}, 2, "the option --search needs a value"},
        {{"list", "--closed=maybe"}, 2, "--closed"},
        {{"list", "--limit", "5", "--limit", "6"}, 2, "the option --limit can be given once only"},
        {{"list", "--limit", "many"}, 2, "--limit: \"many\" is no whole number from 1 to 10000"},
        {{"list", "--limit", "10001"}, 2, "\"10001\""},
        {{"list", "--limit", "10000"}, 0, ""},
        {{"list", "--language", "zh_CN"}, 2, "did you mean \"zh-CN\"?"},
        {{"show", "1", "2"}, 2, "\"2\" is too much here"},
        {{"file", "cppcc-proposal", "--az", "lin"}, 2, "did you mean \"--as\"?"},
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
        {{"promises", "config/example/proposal.txt", "--from", "2026-03-20"}, 0, ""},
        {{"promises", "no-such-reply.txt"}, 2, "no-such-reply.txt"},
        {{"promises", "config/example/proposal.txt", "--from", "2026-02-30"}, 2, "2026-02-30"},
        {{"promises"}, 2, "file"},
        {{"file", "none", "--as", "chen-secretary"}, 1, "there is no workflow"},
        {{"file", "cppcc-proposal", "--as", "chen-secretary"}, 1, "Title"},
        {{"file", "cppcc-proposal"}, 2, "missing: --as (see duban file --help)"},
        {{"file"}, 2, "missing: workflow, --as"},
        {{"file",
          "cppcc-proposal",
          "--as",
          "chen-secretary",
          "--set",
          "title=x",
          "--set",
          "reply_class=A"},
         1,
         "\"Reply class\" (reply_class) is not given at filing: the action \"Reply\" asks for it"},
        {{"act", "1", "dance", "--as", "sun-housing"}, 1, "possible here: log_contact, "},
        {{"act", "1", "log_contact", "--as", "cheng-member", "--set", "contact=x"}, 1, "may not"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contct=x"},
         1,
         "did you mean \"contact\"?"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact"}, 1, "field=value"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--with", "{"}, 1, "JSON"},
        {{"act",
          "1",
          "log_contact",
          "--as",
          "sun-housing",
          "--set",
          "contact=call",
          "--set",
          "contact=visit"},
         1,
         "the field \"contact\" is given twice"},
        {{"act",
          "1",
          "log_contact",
          "--as",
          "sun-housing",
          "--with",
          R"({"contact":"call"})",
          "--set",
          "contact=visit"},
         1,
         "the field \"contact\" is given twice"},
        {{"act",
          "1",
          "log_contact",
          "--as",
          "sun-housing",
          "--with",
          R"({"contact":"call","contact":"visit"})"},
         1,
         "the key \"contact\" is there twice"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--set", "contact=@none"}, 2, "none"},
        {{"act", "1", "log_contact", "--as", "sun-housing", "--revision", "0"}, 2, "--revision"},
        {{"act", "99", "sign", "--as", "sun-housing"}, 1, "there is no case 99"},
        {{"show", "1"}, 0, ""},
        {{"show", "99"}, 1, "there is no case 99"},
        {{"show"}, 2, "case"},
        {{"show", "first"}, 2, "case: \"first\" is no whole number from 1 up"},
        {{"list"}, 0, ""},
        {{"list", "--due-before", "tomorrow"}, 2, "tomorrow"},
        {{"list", "--limit", "0"}, 2, "--limit"},
        {{"log", "1"}, 0, ""},
        {{"log", "99"}, 1, "there is no case 99"},
        {{"why", "1"}, 0, ""},
        {{"why", "99"}, 1, "there is no case 99"},
        {{"plan", "--until", "2099-12-31"}, 0, ""},
        {{"plan", "--until", "soon"}, 2, "soon"},
        {{"plan", "--until", "2099-12-31", "--case", "99"}, 1, "there is no case 99"},
        {{"list", "--search", "。"}, 2, "nothing to look for"},
        {{"plan"}, 2, "--until"},
        {{"outbox"}, 0, ""},
        {{"outbox", "show", "999"}, 1, "there is no delivery 999"},
        {{"outbox", "preview", "999"}, 1, "there is no delivery 999"},
        {{"outbox", "purge", "--all", "--as", "chen-secretary"}, 2, "--because"},
        {{"outbox", "redrive", "--as", "chen-secretary"}, 2, "for all of them --all"},
        {{"message", "preview", "reply_son", "--case", "1"}, 1, "did you mean \"reply_soon\"?"},
        {{"message", "preview", "reply_soon", "--case", "1", "--to", "nobody"},
         1,
         "the directory has no \"nobody\""},
        {{"channel", "test", "mial", "--to", "a@example.org"}, 2, "there are: mail"},
        {{"channel", "test", "mail", "--to", "a@example.org\nBcc: b@example.org"}, 2, ""},
        {{"channel", "test", "mail", "--to", "a@example.org", "--wait", "0"},
         1,
         "is the daemon running?"},
        {{"channel", "check", "no-such-program"}, 2, "no-such-program"},
        {{"outbox", "--phase", "lost"}, 2, "lost"},
        {{"outbox", "--phase", "quued"}, 2, "did you mean \"queued\"?"},
        {{"outbox", "--channel", "mial"}, 0, "did you mean \"mail\"?"},
        {{"outbox", "--recipient", "sun-housng"}, 0, "did you mean \"sun-housing\"?"},
        {{"list", "--workflow", "cpcc-proposal"}, 0, "did you mean \"cppcc-proposal\"?"},
        {{"list", "--state", "handlng"}, 0, "did you mean \"handling\"?"},
        {{"upgrade", "cppcc-proposal", "--state", "handlng", "--dry-run"},
         0,
         "did you mean \"handling\"?"},
        {{"silence",
          "add",
          "--all",
          "--recipient",
          "sun-housing",
          "--until",
          "2027-01-01",
          "--because",
          "x",
          "--as",
          "chen-secretary"},
         2,
         "no other condition"},
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

TEST_CASE("mistakes of usage are told in the user's language, wherever it is asked for") {
    auto const [words, says] = GENERATE(table<Words, char const*>({
        {{"--language", "zh-CN", "lst"}, "没有命令“lst”；是否指“list”？（用法见 duban --help）"},
        {{"--language=zh-CN"}, "缺少命令"},
        {{"list", "--serch", "--language", "zh-CN"}, "没有选项“--serch”；是否指“--search”？"},
        {{"list", "--limit", "0", "--language", "zh-CN"}, "“0”不是 1 到 10000 的整数"},
        {{"outbox", "--phase", "quued", "--language", "zh-CN"}, "是否指“queued”？"},
        {{"file", "--language", "zh-CN"}, "缺少 workflow、--as"},
        {{"show", "1", "2", "--language", "zh-CN"}, "多余的“2”"},
    }));
    CAPTURE(words);
    auto const ran = office().run(words);
    CHECK(ran.exit == 2);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("help is in the user's language") {
    auto const commands = office().run({"--help", "--language", "zh-CN"});
    CHECK(commands.exit == 0);
    CHECK_THAT(commands.out,
               Catch::Contains("用法") && Catch::Contains("执行案件当前状态下的操作"));
    auto const options = office().run({"list", "--help", "--language", "zh-CN"});
    CHECK_THAT(options.out,
               Catch::Contains("处于此状态或其下级状态") && Catch::Contains("显示本说明"));
    for (auto const* word : {"Options", "Usage", "TEXT", "Print"})
        CHECK_THAT(options.out, !Catch::Contains(word));
    CHECK_THAT(office().run({"list", "--help"}).out, Catch::Contains("in this state or below it"));
    // A flag takes no value.
    CHECK_THAT(office().run({"--help"}).out, Catch::Contains("  --json      "));
    CHECK_THAT(office().run({"--help"}).out, Catch::Contains("  --config TEXT "));
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

TEST_CASE("a look at a store that was not there says so, and is answered") {
    Office const own;
    auto const first = own.run({"list"});
    CHECK(first.exit == 0);
    CHECK_THAT(first.err, Catch::Contains("there was no store at " + own.path("var")));
    CHECK(own.run({"list"}).err.empty());
}

TEST_CASE("an answer that could not be written is the machine's failure") {
    auto const command = GENERATE("--help", "--version", "list", "list --json", "show 1");
    auto const line = std::string{"duban "} + command;
    CAPTURE(line);
    auto const on_full_disk = office().shell(line + " >/dev/full; echo \"exit $?\"");
    CHECK_THAT(on_full_disk.out,
               Catch::StartsWith("duban: standard output could not be written") &&
                   Catch::EndsWith("exit 3\n"));
    auto const in_chinese =
        office().shell("LC_ALL=zh_CN.UTF-8 " + line + " >/dev/full; echo \"exit $?\"");
    CHECK_THAT(in_chinese.out, Catch::StartsWith("duban: 标准输出未能全部写出"));
}

TEST_CASE("a refusal that could not be written keeps its exit code") {
    auto const ran =
        office().shell("duban act 1 dance --as sun-housing --json >/dev/full; echo \"exit $?\"");
    CHECK_THAT(ran.out, Catch::Contains("not whole") && Catch::EndsWith("exit 1\n"));
}

TEST_CASE("what a command changed stands where its answer could not be written") {
    Office const own;
    auto const ran = own.shell(
        "duban file cppcc-proposal --as chen-secretary --set title=x "
        "--set proposers=huang-member >/dev/full; echo \"exit $?\"");
    CHECK_THAT(ran.out, Catch::Contains("has changed is done") && Catch::EndsWith("exit 3\n"));
    CHECK(own.run({"show", "1"}).exit == 0);
}

TEST_CASE("a reader that has seen enough is no failure") {
    Office const own;
    auto const ran =
        own.shell("mkfifo pipe && exec 3<>pipe 4>pipe 3<&- && duban --help >&4; echo \"exit $?\"");
    CHECK(ran.out == "exit 0\n");
}

TEST_CASE("a backup overwrites nothing, and is a store itself") {
    Office const own;
    own.file_example();
    auto const copy = own.path("copy.sqlite");
    CHECK(own.run({"backup", copy}).exit == 0);
    CHECK(own.run({"backup", copy}).exit == 1);
    own.edit("config/example/duban.yaml", "../../var/example/duban.sqlite", "../../copy.sqlite");
    auto const verified = own.run({"verify", "--json"});
    CHECK(verified.out ==
          "{\"cases\":1,\"records\":4,\"files\":0,\"described_only\":0,\"zone_databases\":[],"
          "\"breaks\":[]}\n");
}

TEST_CASE("the editions of the time zone database are named with the day of each") {
    Office const own;
    own.file_example();
    own.edit_store("INSERT INTO zone_database VALUES ('2025b', 1767225600000)");
    CHECK_THAT(own.run({"verify"}).out,
               Catch::StartsWith("time zone database 2025b, first seen on 2026-01-01\n"));
}

TEST_CASE("a group without people is told when it is configured, not when it is needed") {
    auto const [group, rule] = GENERATE(table<std::string, std::string>({
        {"secretariat: nobody", "empty-secretariat"},
        {"administrators: nobody", "empty-administrators"},
    }));
    Office const own;
    own.edit("config/example/duban.yaml", "secretariat: secretariat", group);
    auto const ran = own.run({"list"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains(rule) && Catch::Contains("\"nobody\""));
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
    CHECK(own.run({"list", "--json"}).out == "{\"cases\":[],\"unreadable\":[]}\n");
}
