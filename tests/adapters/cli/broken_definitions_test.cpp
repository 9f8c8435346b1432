// A definition that is broken on disk stops no work: it is told, and what was in force stays.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
namespace fs = std::filesystem;

namespace {

enum class Break { typing_error, loop_of_links, link_to_nothing, huge, binary, folder };

void break_definition(Office const& office, Break how) {
    auto const file = office.workflow_file();
    if (how == Break::typing_error) {
        office.edit("workflows/cppcc-proposal/workflow.yaml", "\nstart: filed", "\nstrt: filed");
        return;
    }
    fs::remove(file);
    switch (how) {
        case Break::loop_of_links:
            fs::create_symlink(file, file);
            break;
        case Break::link_to_nothing:
            fs::create_symlink("/no/such/file", file);
            break;
        case Break::huge:
            std::ofstream{file} << "format: 1\n";
            fs::resize_file(file, std::uintmax_t{1} << 40U);
            break;
        case Break::binary:
            std::ofstream{file, std::ios::binary} << std::string(
                "\x7f"
                "ELF\0\xff\xfe\0",
                8);
            break;
        case Break::folder:
            fs::create_directory(file);
            break;
        case Break::typing_error:
            break;
    }
}

}  // namespace

TEST_CASE("a broken definition is told and the one in force stays") {
    auto const [how, says] = GENERATE(table<Break, char const*>({
        {Break::typing_error, "did you mean “start”"},
        {Break::loop_of_links, "symbolic links"},
        {Break::link_to_nothing, "there is no"},
        {Break::huge, "too large"},
        {Break::binary, "workflow.yaml"},
        {Break::folder, "directory"},
    }));
    CAPTURE(says);
    Office const office;
    office.file_example();
    break_definition(office, how);
    auto const ran = office.run({"file",
                                 "cppcc-proposal",
                                 "--as",
                                 "chen-secretary",
                                 "--set",
                                 "title=t",
                                 "--with",
                                 R"({"proposers":["cheng-member"]})"});
    CAPTURE(ran.err);
    CHECK(ran.exit == 0);
    CHECK(ran.out == "case 2: filed (revision 1)\n");
    CHECK_THAT(ran.err,
               Catch::Contains(says) && Catch::Contains("workflow.yaml") &&
                   Catch::Contains("what was in force stays in force"));
    auto const checked = office.run({"check", office.path("workflows/cppcc-proposal")});
    CHECK(checked.exit != 0);
    CHECK_THAT(checked.err, Catch::Contains(says));
}

TEST_CASE("where no definition was ever in force, filing says what is missing") {
    Office const office;
    break_definition(office, Break::typing_error);
    auto const ran = office.run({"file", "cppcc-proposal", "--as", "chen-secretary"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("there is no workflow \"cppcc-proposal\""));
}

TEST_CASE("whoever only looks puts nothing in force and hears of no broken definition") {
    Office const office;
    office.file_example();
    break_definition(office, Break::typing_error);
    auto const ran = office.run({"list"});
    CHECK(ran.exit == 0);
    CHECK(ran.err.empty());
}

TEST_CASE("the warning is in the user's language") {
    Office const office;
    office.file_example();
    break_definition(office, Break::typing_error);
    auto const ran =
        office.run({"act", "1", "dance", "--as", "chen-secretary", "--language", "zh-CN"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("此前生效的定义继续有效"));
}

TEST_CASE("a daemon that starts with a broken definition says so in the log, with its priority") {
    Office const office;
    office.file_example();
    break_definition(office, Break::typing_error);
    auto const log = office.path("log");
    auto const ran = office.shell("exec 3>&2 2>" + log +
                                  "\n"
                                  "export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2)\n"
                                  "timeout 60 duban serve & daemon=$!\n"
                                  "until grep -q event=serving " +
                                  log +
                                  "; do kill -0 $daemon || break; done\n"
                                  "kill $daemon; wait $daemon; cat " +
                                  log);
    CAPTURE(ran.out);
    CHECK_THAT(ran.out, Catch::Contains("\n<6>") && Catch::Contains("event=serving"));
    CHECK_THAT(ran.out,
               Catch::Contains("\n<3>") && Catch::Contains(" error event=definition_refused"));
}
