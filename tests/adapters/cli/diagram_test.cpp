// The pictures of `duban diagram`, drawn by the real Graphviz.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;
namespace fs = std::filesystem;

namespace {

/// Whether Python's reader of XML takes it.
bool is_xml(Office const& office, std::string const& file) {
    return office
               .shell("python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' " + file)
               .exit == 0;
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace

TEST_CASE("Graphviz draws every definition that is shipped", "[diagram]") {
    Office const office;
    for (auto const& entry : fs::directory_iterator{"workflows"}) {
        if (!entry.is_directory()) continue;
        auto const name = entry.path().filename().string();
        for (auto const* language : {"zh-CN", "en"}) {
            CAPTURE(name, language);
            auto const drawn = office.path(name + ".svg");
            auto const ran = office.run({"diagram", name, "-o", drawn, "--language", language});
            CHECK(ran.exit == 0);
            CHECK(ran.out.empty());
            CHECK_THAT(ran.err, Catch::Contains("A4") || Catch::Contains("A3"));
            CHECK_THAT(text_of(drawn), Catch::Contains("<svg"));
            CHECK(is_xml(office, drawn));
        }
    }
}

TEST_CASE("a drawing too large for A4 is cut into sheets of A4", "[diagram]") {
    Office const office;
    auto const file_of = [&](char const* name) { return office.path(name); };
    auto const ran =
        office.run({"diagram", "cppcc-proposal", "-o", file_of("proposal.svg"), "--sheets"});
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.err, Catch::Contains("4 sheets of A4") && Catch::Contains("proposal-4.svg"));
    for (auto const* name : {"proposal-1.svg", "proposal-2.svg", "proposal-4.svg"}) {
        CHECK(is_xml(office, file_of(name)));
        CHECK_THAT(text_of(file_of(name)), Catch::Contains(R"(width="595pt" height="842pt")"));
    }
    CHECK_FALSE(fs::exists(file_of("proposal.svg")));
    auto const answer =
        office.run({"diagram", "alaveteli-like", "-o", file_of("late.svg"), "--sheets", "--json"});
    REQUIRE(answer.json().at("files").as_array().size() == 1);
    CHECK(std::string{answer.json().at("files").at(0).as_string()} == file_of("late-1.svg"));
    auto const refused = office.run({"diagram", "cppcc-proposal", "--sheets"});
    CHECK(refused.exit == 2);
    CHECK_THAT(refused.err, Catch::Contains("--sheets needs -o x.svg"));
}

TEST_CASE("Graphviz takes whatever stands in a title", "[diagram]") {
    Office const office;
    auto const hostile = R"('<b>"a" & ''b''</b> {x|y} \N \G; --> ]] &amp; ')";
    auto const file = office.path("workflows/cppcc-proposal/workflow.yaml");
    auto text = text_of(file);
    text = replaced(
        text, "zh-CN: 待审查, en: Filed", std::string{"zh-CN: "} + hostile + ", en: " + hostile);
    text = replaced(
        text, "zh-CN: 立案, en: Accept", std::string{"zh-CN: "} + hostile + ", en: " + hostile);
    std::ofstream{file, std::ios::binary} << text;
    auto const drawn = office.path("x.svg");
    auto const ran = office.run({"diagram", "cppcc-proposal", "-o", drawn});
    CHECK_THAT(ran.err, Catch::StartsWith("duban: to be printed on A"));
    CHECK(is_xml(office, drawn));
    CHECK_THAT(text_of(drawn), Catch::Contains("&amp;amp;"));
    // Of the state and of the action: neither is taken for the name of a node.
    CHECK(replaced(text_of(drawn), "\\N", "").size() == text_of(drawn).size() - 4);
}

TEST_CASE("a case is shown where it stands", "[diagram]") {
    Office const office;
    office.file_example();
    auto const plain = office.run({"diagram", "cppcc-proposal"}).out;
    auto const shown = office.run({"diagram", "--case", "1"}).out;
    CHECK_THAT(plain, Catch::StartsWith("digraph duban {") && !Catch::Contains("#FFD75E"));
    CHECK_THAT(shown, Catch::Contains("#FFD75E"));
    CHECK(office.run({"diagram", "cppcc-proposal", "--case", "1"}).out == shown);
}

TEST_CASE("what cannot be drawn is told", "[diagram]") {
    Office const office;
    office.file_example();
    using Words = std::vector<std::string>;
    auto const [words, exit, says] = GENERATE(table<Words, int, char const*>({
        {{"diagram"}, 2, "name a workflow, or a case"},
        {{"diagram", "nothing-here"}, 2, "there is no nothing-here"},
        {{"diagram", "cppcc-proposal", "-o", "x.bmp"}, 2, "should end in .svg, .dot or .mmd"},
        {{"diagram", "--case", "9"}, 1, "there is no case 9"},
        {{"diagram", "other", "--case", "1"},
         1,
         "case 1 runs under the workflow \"cppcc-proposal\""},
        {{"diagram", "cppcc-proposal", "-o", "nowhere/x.mmd"}, 3, "cannot write nowhere/x.mmd"},
    }));
    auto const ran = office.run(words);
    CHECK(ran.exit == exit);
    CHECK_THAT(ran.err, Catch::Contains(says));
    CHECK(ran.out.empty());
}

TEST_CASE("without Graphviz a picture is still written for elsewhere", "[diagram]") {
    Office const office;
    auto const with_path = [&](std::string const& command) {
        return office.shell("d=$(command -v duban); PATH=" + office.path("config") + " \"$d\" " +
                            command);
    };
    auto const drawn = with_path("diagram cppcc-proposal -o x.svg");
    CHECK(drawn.exit == 3);
    CHECK_THAT(drawn.out, Catch::Contains("apt-get install graphviz"));
    CHECK(with_path("diagram cppcc-proposal -o x.dot").exit == 0);
    CHECK(with_path("diagram cppcc-proposal -o x.mmd").exit == 0);
    CHECK_THAT(text_of(office.path("x.mmd")), Catch::Contains("stateDiagram-v2"));
}

TEST_CASE("with --json a diagram answers with its file, or the text itself", "[diagram]") {
    Office const office;
    auto const file = office.path("x.mmd");
    auto const answer = office.run({"diagram", "cppcc-proposal", "-o", file, "--json"}).json();
    CHECK(std::string{answer.at("file").as_string()} == file);
    auto const text = office.run({"diagram", "cppcc-proposal", "--json"}).json();
    CHECK(text.at("file").is_null());
    CHECK_THAT(std::string{text.at("dot").as_string()}, Catch::StartsWith("digraph"));
}
