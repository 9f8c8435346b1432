// `duban directory`: exported, imported, and checked for who cannot be reached.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

namespace fs = std::filesystem;
using namespace duban::test;

using Words = std::vector<std::string>;

namespace {

void write(Office const& office, std::string const& name, std::string const& text) {
    std::ofstream{office.path(name), std::ios::binary} << text;
}

constexpr auto newcomer =
    "id,name,email,groups\n"
    "sun-housing,孙工程师,sun@housing.example.org,\n"
    "li-new,李新,li@example.org,experts;committee\n";

}  // namespace

TEST_CASE("what was exported is imported without a change") {
    Office const office;
    auto const format = GENERATE(as<std::string>{}, "csv", "vcard");
    CAPTURE(format);
    auto const file = office.path("people." + format);
    REQUIRE(office.run({"directory", "export", "--format", format, "-o", file}).exit == 0);
    CHECK(office.run({"directory", "export", "--format", format}).out == text_of(file));
    auto const before = text_of(office.path("config/directory.yaml"));
    auto const ran = office.run({"directory", "import", file, "--replace", "--write"});
    CAPTURE(ran.err);
    CHECK(ran.exit == 0);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.err, Catch::Contains("0 added, 0 changed, 0 removed; 14 are the same"));
    CHECK(text_of(office.path("config/directory.yaml")) == before);
    CHECK(office.run({"directory", "export", "-o", file}).exit == 1);
}

TEST_CASE("an exported directory is for nobody else to read") {
    Office const office;
    auto const file = office.path("people.csv");
    REQUIRE(office.run({"directory", "export", "-o", file}).exit == 0);
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    fs::create_symlink(office.path("elsewhere"), office.path("link.csv"));
    auto const ran = office.run({"directory", "export", "-o", office.path("link.csv")});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains("link.csv is there already and was not overwritten"));
    CHECK_FALSE(fs::exists(office.path("elsewhere")));
}

TEST_CASE("an export that does not fit the disk leaves nothing behind") {
    Office const office;
    auto const* const line = "ulimit -f 0; trap '' XFSZ; duban directory export -o people.csv";
    CHECK(office.shell(line).exit == 3);
    CHECK_FALSE(fs::exists(office.path("people.csv")));
}

TEST_CASE("the directory exported as YAML is a directory") {
    Office const office;
    auto const yaml = office.run({"directory", "export", "--format", "yaml"}).out;
    write(office, "config/directory.yaml", yaml);
    CHECK(office.run({"directory", "export", "--format", "yaml"}).out == yaml);
}

TEST_CASE("an import tells the differences, and writes them where it is asked to") {
    Office const office;
    write(office, "people.csv", newcomer);
    auto const directory = office.path("config/directory.yaml");
    auto const before = text_of(directory);
    Words import{"directory", "import", office.path("people.csv")};
    auto const ran = office.run(import);
    CHECK(ran.exit == 0);
    CHECK(ran.out ==
          "what     id           name      content\n"
          "changed  sun-housing  孙工程师  name: 孙工 -> 孙工程师\n"
          "added    li-new       李新      li@example.org\n");
    CHECK_THAT(ran.err,
               Catch::Contains("1 added, 1 changed, 0 removed; 0 are the same, 13 are not in the "
                               "file") &&
                   Catch::Contains("add --write"));
    CHECK(text_of(directory) == before);

    import.insert(import.end(), {"--write", "--json"});
    auto const answer = office.run(import).json();
    CHECK(answer.at("added").at(0).at("id") == "li-new");
    CHECK(answer.at("changed").at(0).at("changes").at(0).at("after") == "孙工程师");
    CHECK(answer.at("left").as_array().size() == 13);
    CHECK(answer.at("written").as_string() == directory);
    CHECK(text_of(directory + ".bak") == before);
    CHECK_THAT(text_of(directory),
               Catch::Contains("  li-new:\n    name: 李新\n    email: li@example.org\n"
                               "    groups: [experts, committee]\n"));
    CHECK_FALSE(fs::exists(directory + ".new"));
    CHECK(office.run({"directory", "check"}).exit == 0);
}

TEST_CASE("a list with mistakes changes nothing, and every mistake is told with its line") {
    Office const office;
    auto const directory = office.path("config/directory.yaml");
    auto const before = text_of(directory);
    auto const [text, says] = GENERATE(table<std::string, std::string>({
        {"id,name\nli,李\nLi,李\n", "people.csv:3:1: error"},
        {"id,name,email\nli,李,li@\n", "[bad-address]"},
        {"id,name,phone\nli,李,1.39E+10\n", "format the column as text"},
        {"id,name,groups\nli,李,comittee\n", "[unknown-group]"},
        {"id,groups\nchen-secretary,experts\n", "office.secretariat"},
    }));
    CAPTURE(text);
    write(office, "people.csv", text);
    auto const ran = office.run({"directory", "import", office.path("people.csv"), "--write"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(text_of(directory) == before);
    CHECK_FALSE(fs::exists(directory + ".bak"));
}

TEST_CASE("directory commands end with their exit codes") {
    auto const [words, exit, says] = GENERATE(table<Words, int, std::string>({
        {{"directory"}, 2, "a command is missing"},
        {{"directory", "import"}, 2, "missing: file"},
        {{"directory", "import", "no-such.csv"}, 2, "no-such.csv"},
        {{"directory", "import", "x.csv", "--write", "--dry-run"}, 2, "exclude"},
        {{"directory", "export", "--format", "xml"}, 2, "xml"},
    }));
    CAPTURE(words);
    Office const office;
    auto const ran = office.run(words);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
}

TEST_CASE("a person works by a calendar that is there, or the directory is not taken") {
    Office const office;
    office.edit(
        "config/directory.yaml", "    name: 赵老师\n", "    name: 赵老师\n    calendar: uk\n");
    CHECK(office.run({"directory", "check"}).exit == 0);
    CHECK(office.run({"list"}).exit == 0);
    CHECK_THAT(office.run({"directory", "export", "--format", "yaml"}).out,
               Catch::Contains("    calendar: uk\n"));
    office.edit("config/directory.yaml", "    calendar: uk\n", "    calendar: uk-foy\n");
    for (auto const& words : std::vector<Words>{{"directory", "check"}, {"list"}}) {
        auto const ran = office.run(words);
        CHECK(ran.exit == 1);
        CHECK_THAT(ran.err,
                   Catch::Contains("there is no calendar") && Catch::Contains("uk-foi") &&
                       Catch::Contains("directory.yaml:31:15"));
    }
}

TEST_CASE(
    "whose address was refused within a week is told as a warning, with the day and the code") {
    Office const office;
    office.file_example();
    office.edit_store(
        "INSERT INTO refused_address SELECT 'mail', column1, (unixepoch() - column2) * 1000, "
        "'550 5.1.1', 'no such user' FROM (VALUES ('zhao@education.example.org', 3600), "
        "('lin.committee@example.org', 8 * 86400), ('nobody@example.org', 3600))");
    auto const ran = office.run({"directory", "check"});
    CHECK(ran.exit == 0);
    CHECK(ran.lines().size() == 2);
    CHECK_THAT(ran.out,
               Catch::Contains("person  zhao-education") &&
                   Catch::Contains("warning: mail zhao@education.example.org was refused on 20") &&
                   Catch::Contains("(550 5.1.1)"));
    auto const refused = office.run({"directory", "check", "--json"}).json().at("refused");
    REQUIRE(refused.as_array().size() == 1);
    CHECK(refused.at(0).at("id") == "zhao-education");
    CHECK(refused.at(0).at("channel") == "mail");
    CHECK(refused.at(0).at("address") == "zhao@education.example.org");
    CHECK(refused.at(0).at("code") == "550 5.1.1");
}

TEST_CASE("who cannot be reached is listed, and where a workflow speaks to nobody") {
    Office const office;
    auto const first = office.run({"directory", "check", "--json"}).json();
    CHECK(first.at("people").as_array().empty());
    CHECK(first.at("units").as_array().empty());
    office.edit("config/directory.yaml", "    email: zhao@education.example.org\n", "");
    office.edit("config/directory.yaml", "    groups: [committee]\n", "");
    auto const ran = office.run({"directory", "check"});
    CHECK(ran.exit == 1);
    CHECK_THAT(
        ran.out,
        Catch::Contains("person  zhao-education") && Catch::Contains("unit    education-bureau") &&
            Catch::Contains("group   committee") && Catch::Contains("cppcc-proposal committee"));
}
