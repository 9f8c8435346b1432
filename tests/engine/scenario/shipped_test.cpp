// The scenarios of every shipped workflow pass, and together they reach all of it.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "tests/engine/scenario/scenario_stage.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

std::vector<std::string> shipped_workflows() {
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{"workflows"}) {
        if (std::filesystem::exists(entry.path() / "workflow.yaml"))
            names.push_back(entry.path().filename().string());
    }
    return names;
}

std::string missing(scenario::Coverage const& coverage) {
    std::string names;
    for (auto const* const kind :
         {&coverage.states, &coverage.actions, &coverage.alternatives, &coverage.reminders}) {
        for (auto const* const item : kind->missing()) names += item->name + "\n";
    }
    return names;
}

}  // namespace

TEST_CASE("the scenarios of each shipped workflow pass and reach all of it", "[scenario]") {
    auto const names = shipped_workflows();
    REQUIRE_FALSE(names.empty());
    for (auto const& name : names) {
        CAPTURE(name);
        auto const procedure = support::procedure_of(support::shipped_definition(name));
        std::ifstream file{fmt::format("workflows/{}/tests.yaml", name)};
        REQUIRE(file);
        std::string const text{std::istreambuf_iterator<char>{file}, {}};
        auto const read =
            scenario::read_scenarios(text, "tests.yaml", procedure->workflow, procedure->zone);
        CHECK(support::problem_lines(read.problems) == "");
        scenario::Coverage coverage{procedure->workflow};
        for (auto const& scenario : read.scenarios) {
            CAPTURE(scenario.name);
            CHECK(support::difference_lines(scenario::run(*procedure, scenario, coverage)) == "");
        }
        CHECK(missing(coverage) == "");
    }
}
