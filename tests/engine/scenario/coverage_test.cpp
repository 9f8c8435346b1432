// What the scenarios of a definition have reached, and what none of them has.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <catch2/catch.hpp>

#include "tests/engine/scenario/scenario_stage.hpp"

using namespace duban;
using support::ScenarioStage;

namespace {

/// "2/5: missing, missing"
std::string told(scenario::Coverage::Kind const& kind) {
    std::vector<std::string> names;
    for (auto const* const item : kind.missing()) names.push_back(item->name);
    return fmt::format("{}/{}: {}", kind.reached(), kind.items.size(), fmt::join(names, " "));
}

}  // namespace

TEST_CASE("nothing is reached before anything is played", "[scenario]") {
    ScenarioStage const stage;
    CHECK(told(stage.coverage.states) ==
          "0/9: filed asking asking.work asking.work.thinking asking.work.thought asking.answers "
          "asking.answers.asked asking.answers.given closed");
    CHECK(told(stage.coverage.actions) ==
          "0/5: filed.ask filed.decide asking.work.thinking.nudge asking.work.thinking.think "
          "asking.answers.asked.give");
    CHECK(told(stage.coverage.alternatives) ==
          "0/4: filed.decide[1] filed.decide[2] asking.on_done asking.on_due");
    CHECK(told(stage.coverage.reminders) == "0/2: filed[1] filed[2]");
    CHECK_FALSE(stage.coverage.is_full());
}

TEST_CASE("what a scenario plays is reached, and what it is refused is not", "[scenario]") {
    ScenarioStage stage;
    CHECK(stage.run(R"(
      - {until: 2026-03-06}
      - {do: ask, as: boss, with: {units: [a]}, expect: {refused: not_allowed}}
      - {do: decide, as: boss, with: {scale: small}, expect: {ended: true}})") == "");
    CHECK(stage.coverage.states.reached() == 2);
    CHECK(told(stage.coverage.actions) ==
          "1/5: filed.ask asking.work.thinking.nudge asking.work.thinking.think "
          "asking.answers.asked.give");
    CHECK(told(stage.coverage.alternatives) == "1/4: filed.decide[2] asking.on_done asking.on_due");
    CHECK(told(stage.coverage.reminders) == "1/2: filed[2]");
}

TEST_CASE("several scenarios together reach everything that can be reached", "[scenario]") {
    ScenarioStage stage;
    auto const ask =
        std::string{"      - {at: 2026-03-10T10:00, do: ask, as: office, with: {units: [a]}}\n"};
    CHECK(stage.run("      - {do: decide, as: boss, with: {scale: small}}") == "");
    CHECK(stage.run(ask + "      - {until: 2026-04-30, expect: {ended: true}}") == "");
    CHECK(stage.run(ask + "      - {do: think, as: office}\n"
                          "      - {do: give, as: a, with: {answer: x}, expect: {ended: true}}") ==
          "");
    // Only a second round opens it, and none is played in the first state.
    CHECK(told(stage.coverage.alternatives) == "3/4: filed.decide[2]");
    CHECK(told(stage.coverage.states) == "9/9: ");
    CHECK(told(stage.coverage.actions) == "5/5: ");
    CHECK(told(stage.coverage.reminders) == "2/2: ");
    CHECK_FALSE(stage.coverage.is_full());
}
