// `duban test`: what it prints, what it answers in JSON, and how it ends.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/adapters/cli/office.hpp"

using namespace duban::test;

namespace {

using Words = std::vector<std::string>;

std::string tests_file(Office const& office) {
    return office.path("workflows/cppcc-proposal/tests.yaml");
}

void edit_tests(Office const& office, std::string const& from, std::string const& to) {
    office.edit("workflows/cppcc-proposal/tests.yaml", from, to);
}

std::string shape_of(boost::json::value const& one) {
    std::string shape;
    for (auto const& [key, inner] : one.as_object()) {
        shape += (shape.empty() ? "" : " ") + std::string{key} + ":" +
                 std::string{boost::json::to_string(inner.kind())};
    }
    return shape;
}

}  // namespace

TEST_CASE("the scenarios of a workflow are run by its name, its folder, or a file of it") {
    Office const office;
    for (auto const& name : {std::string{"cppcc-proposal"},
                             office.path("workflows/cppcc-proposal"),
                             office.workflow_file(),
                             tests_file(office)}) {
        CAPTURE(name);
        auto const ran = office.run({"test", name, "--full-coverage"});
        CHECK(ran.exit == 0);
        CHECK(ran.err.empty());
        CHECK(ran.out ==
              "cppcc-proposal: 13 passed, 0 failed\n"
              "  coverage: states 18/18, actions 25/25, alternatives 8/8, reminders 27/27\n");
    }
}

TEST_CASE("a failed scenario shows what was played, and the first difference") {
    Office const office;
    edit_tests(office,
               "due: {examination: none, assignment: 2026-03-18}",
               "due: {assignment: 2026-03-11}");
    auto const ran = office.run({"test", tests_file(office), "--scenario", "answered in time"});
    CHECK(ran.exit == 1);
    CHECK(ran.err.empty());
    CHECK(ran.out ==
          "cppcc-proposal: 0 passed, 1 failed\n"
          "  failed: answered in time (" +
              tests_file(office) +
              ":12: due)\n"
              "    2026-03-02T09:00  file                       filed\n"
              "    2026-03-04T10:00  do: accept, as: committee  assigning\n"
              "    - assignment: 2026-03-11\n"
              "    + assignment: 2026-03-18\n");
}

TEST_CASE("a refusal that was not expected says why") {
    Office const office;
    edit_tests(office, "{title: 关于天气的提案, proposers: [wang]}", "{proposers: [wang]}");
    auto const ran = office.run({"test", "cppcc-proposal", "--scenario", "declined"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.out,
               Catch::Contains("    - refused: none\n    + refused: missing_value\n"
                               "      \"Title\" (title) is missing\n"));
}

TEST_CASE("what no scenario reached is named, and a failure where it is asked for") {
    Office const office;
    edit_tests(office, "do: convert", "do: decline");
    edit_tests(office, "state: converted", "state: declined");
    edit_tests(office, "{message: converted, to: proposer}", "{message: declined, to: proposer}");
    bool const full = GENERATE(false, true);
    Words words{"test", "cppcc-proposal"};
    if (full) words.emplace_back("--full-coverage");
    auto const ran = office.run(words);
    CHECK(ran.exit == (full ? 1 : 0));
    CHECK_THAT(ran.out,
               Catch::Contains("states 17/18, actions 24/25, alternatives 8/8, reminders 27/27"));
    CHECK_THAT(
        ran.out,
        Catch::Contains("states not reached: converted (") && Catch::Contains("workflow.yaml:"));
    CHECK_THAT(ran.out, Catch::Contains("actions not reached: filed.convert ("));
}

TEST_CASE("the answer in JSON keeps its shape") {
    Office const office;
    edit_tests(office, "state: merged, ended", "state: declined, ended");
    auto const ran = office.run({"test", "cppcc-proposal", "--json"});
    CHECK(ran.exit == 1);
    CHECK(ran.err.empty());
    auto const answer = ran.json();
    CHECK(shape_of(answer) == "workflows:array problems:array");
    auto const& tested = answer.at("workflows").at(0);
    CHECK(shape_of(tested) == "workflow:string file:string scenarios:array coverage:object");
    CHECK(shape_of(tested.at("coverage")) ==
          "states:object actions:object alternatives:object reminders:object");
    CHECK(tested.at("coverage").at("states") ==
          boost::json::value({{"reached", 18}, {"of", 18}, {"missing", boost::json::array{}}}));
    auto const& scenarios = tested.at("scenarios").as_array();
    REQUIRE(scenarios.size() == 13);
    CHECK(shape_of(scenarios[0]) ==
          "name:string line:int64 passed:bool steps:int64 difference:null");
    CHECK(scenarios[0].at("steps") == 11);
    auto const& failed = scenarios[10];
    CHECK(failed.at("passed") == false);
    auto difference = failed.at("difference").as_object();
    difference.erase("line");
    CHECK(boost::json::value(difference) == boost::json::value({{"what", "state"},
                                                                {"expected", {"declined"}},
                                                                {"found", {"merged"}},
                                                                {"reason", nullptr}}));
}

TEST_CASE("a file of tests with a mistake is not run") {
    Office const office;
    edit_tests(office, "do: accept", "do: acept");
    auto const ran = office.run({"test", "cppcc-proposal", "--json"});
    CHECK(ran.exit == 1);
    auto const answer = ran.json();
    CHECK(answer.at("workflows").as_array().empty());
    auto const& problem = answer.at("problems").at(0);
    CHECK(problem.at("file") == boost::json::value(tests_file(office)));
    CHECK(problem.at("rule") == "unknown-action");
    CHECK(problem.at("suggestion") == "accept");
    CHECK_THAT(
        office.run({"test", "cppcc-proposal"}).err,
        Catch::Contains("tests.yaml:13:13: error: ") && Catch::Contains("did you mean “accept”?"));
}

TEST_CASE("what cannot be tested is told, and the rest is tested") {
    Office const office;
    namespace fs = std::filesystem;
    fs::copy(office.path("workflows/cppcc-proposal"), office.path("workflows/untested"));
    fs::remove(office.path("workflows/untested/tests.yaml"));
    auto const ran = office.run({"test", "untested", "cppcc-proposal"});
    CHECK(ran.exit == 1);
    CHECK_THAT(ran.err,
               Catch::Contains("this workflow has no tests") && Catch::Contains("[no-tests]"));
    CHECK_THAT(ran.out, Catch::Contains("13 passed, 0 failed"));
}

TEST_CASE("wrong usage of test ends with 2") {
    Office const office;
    auto const [words, says] = GENERATE(table<Words, char const*>({
        {{"test"}, "workflows"},
        {{"test", "elsewhere"}, "elsewhere"},
        {{"test", "cppcc-proposal", "--scenario", "never written"}, "never written"},
        {{"test", "cppcc-proposal", "--scenario", "declined", "--full-coverage"}, "--scenario"},
    }));
    CAPTURE(words);
    auto const ran = office.run(words);
    CHECK(ran.exit == 2);
    CHECK_THAT(ran.err, Catch::Contains(says));
}
