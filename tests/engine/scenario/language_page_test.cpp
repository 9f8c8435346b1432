// The tests that the manual of the language shows are run on the definitions that it shows.
#include <catch2/catch.hpp>

#include "tests/engine/scenario/scenario_stage.hpp"
#include "tests/engine/workflow/definition_files.hpp"
#include "tests/support/world.hpp"

using namespace duban;

TEST_CASE("the tests in the manual pass on its examples", "[scenario]") {
    auto const page = GENERATE(as<std::string>{}, "docs/language.md", "docs/language.zh-CN.md");
    CAPTURE(page);
    auto const text = workflow::read_file(page);
    auto const workflows = workflow::blocks(text, "workflow");
    auto const zh_cn = workflow::blocks(text, "messages.zh-CN");
    auto const en = workflow::blocks(text, "messages.en");
    auto const tests = workflow::blocks(text, "tests");
    REQUIRE(tests.size() == 2);
    REQUIRE(workflows.size() >= tests.size());
    for (std::size_t i = 0; i < tests.size(); ++i) {
        auto const procedure = support::procedure_of(
            {.workflow = {page, workflows[i]}, .messages = {{"zh-CN", zh_cn[i]}, {"en", en[i]}}});
        auto const read =
            scenario::read_scenarios(tests[i], "tests.yaml", procedure->workflow, procedure->zone);
        CHECK(support::problem_lines(read.problems) == "");
        scenario::Coverage coverage{procedure->workflow};
        REQUIRE(read.scenarios.size() == 1);
        CHECK(support::difference_lines(
                  scenario::run(*procedure, read.scenarios.front(), coverage)) == "");
    }
}
