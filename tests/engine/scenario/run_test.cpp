// Scenarios played: what holds passes, and what does not is shown as the first difference.
#include <catch2/catch.hpp>

#include "tests/engine/scenario/scenario_stage.hpp"

using namespace duban;
using support::ScenarioStage;

namespace {

constexpr auto asked =
    "      - {at: 2026-03-03T10:00, do: ask, as: office, with: {units: [a, b]}}\n";

}  // namespace

TEST_CASE("a scenario whose expectations hold passes", "[scenario]") {
    auto const* const steps = GENERATE(as<char const*>{},
                                       // Nothing is compared that is not named.
                                       "      - until: 2026-12-31",
                                       R"(
      - until: 2026-03-06T08:59
        expect: {state: filed, due: {filed: 2026-03-09}, sent: [], ended: false}
      - until: 2026-03-06
        expect: {sent: [{message: soon, to: office, on: 2026-03-06}]}
      - until: 2026-03-10
        expect: {sent: [{message: late, to: [office, boss], on: 2026-03-10}]})",
                                       R"(
      - at: 2026-03-03T10:00
        do: ask
        as: secretariat
        with: {units: a、b}
        expect:
          state: [asking.work.thinking, 'asking.answers[a].asked', 'asking.answers[b].asked']
          due: {filed: none, asking: 2026-04-03, answer_due: 2026-03-05, 'answer_due[b]': 2026-03-05T10:00}
          data: {units: [a, b], scale: none, filed_on: none, 'answer[a]': none}
      - at: 2026-03-04T10:00
        do: give
        as: b
        with: {answer: none}
        expect:
          state: [asking.work.thinking, 'asking.answers[a].asked', 'asking.answers[b].given']
          due: {'answer_due[b]': none, 'answer_due[a]': 2026-03-05, answer_due: 2026-03-05}
          data: {'answer[b]': 'none'}
          sent: [{message: soon, to: office, part: b}]
      - event: nudge
        expect: {data: {round: 2}}
      - until: 2026-03-06T10:00
        expect: {data: {round: 3}}
      - {do: think, as: office}
      - do: give
        as: asked_unit
        with: {answer: fine}
        expect: {state: closed, ended: true})");
    CAPTURE(steps);
    ScenarioStage stage;
    CHECK(stage.run(steps) == "");
}

TEST_CASE("the day that `until` names is over", "[scenario]") {
    ScenarioStage stage;
    CHECK(stage.run(std::string{asked} +
                    "      - {until: 2026-04-03T23:59, expect: {ended: false}}\n"
                    "      - {until: 2026-04-03, expect: {state: closed, ended: true}}") == "");
}

TEST_CASE("a refusal is expected by its kind", "[scenario]") {
    auto const [step, kind] = GENERATE(table<std::string, std::string>({
        {"{do: ask, as: boss, with: {units: [a]}", "not_allowed"},
        {"{do: ask, as: office", "missing_value"},
        {"{do: ask, as: office, with: {units: []}", "bad_value"},
        {"{do: ask, as: office, with: {units: [a], scale: small}", "bad_value"},
        {"{do: decide, as: boss, with: {scale: large}", "guard"},
        {"{do: think, as: office", "unknown_action"},
        {"{event: nudge", "unknown_action"},
    }));
    CAPTURE(step, kind);
    ScenarioStage stage;
    CHECK(stage.run("      - " + step + ", expect: {refused: " + kind + ", state: filed}}") == "");
    // One that is not expected fails the scenario, where it can be written at all.
    bool const is_misfit = step.find("[]") != std::string::npos;
    auto const fails = [&](std::string const& expected) {
        return is_misfit ? "6:45 bad-value\n"
                         : "6 refused\n- refused: " + expected + "\n+ refused: " + kind + "\n";
    };
    CHECK(stage.run("      - " + step + ", expect: {refused: fault}}") == fails("fault"));
    CHECK(stage.run("      - " + step + "}") == fails("none"));
}

TEST_CASE("the first difference is shown as the lines of a diff", "[scenario]") {
    auto const [steps, difference] = GENERATE(table<std::string, std::string>({
        {"      - {until: 2026-03-03, expect: {state: closed}}", "6 state\n- closed\n+ filed\n"},
        {std::string{asked} +
             "      - until: 2026-03-04\n        expect:\n          state: [asking.work.thinking, "
             "'asking.answers[b].asked']",
         "7 state\n  asking.work.thinking\n+ asking.answers[a].asked\n  asking.answers[b].asked\n"},
        {"      - {until: 2026-03-03, expect: {due: {filed: 2026-03-10, asking: none}}}",
         "6 due\n- filed: 2026-03-10\n+ filed: 2026-03-09\n  asking: none\n"},
        {"      - {until: 2026-03-03, expect: {due: {asking: 2026-03-10}}}",
         "6 due\n- asking: 2026-03-10\n+ asking: none\n"},
        {std::string{asked} + "      - {until: 2026-03-03, expect: {due: {answer_due: none}}}",
         "7 due\n- answer_due: none\n+ answer_due[a]: 2026-03-05\n+ answer_due[b]: 2026-03-05\n"},
        {"      - {until: 2026-03-03, expect: {due: {filed: 2026-03-09T12:00}}}",
         "6 due\n- filed: 2026-03-09T12:00\n+ filed: 2026-03-10T00:00\n"},
        {"      - {until: 2026-03-03, expect: {data: {round: 2, title: x}}}",
         "6 data\n- round: 2\n+ round: 1\n  title: \"x\"\n"},
        {"      - {until: 2026-03-03, expect: {data: {title: none}}}",
         "6 data\n- title: none\n+ title: \"x\"\n"},
        {"      - {until: 2026-03-03, expect: {ended: true}}",
         "6 ended\n- ended: true\n+ ended: false\n"},
        {"      - {until: 2026-03-10, expect: {sent: []}}",
         "6 sent\n+ {message: soon, to: office, on: 2026-03-06}\n"
         "+ {message: late, to: office, on: 2026-03-10}\n+ {message: late, to: boss, on: "
         "2026-03-10}\n"},
        {"      - {until: 2026-03-10, expect: {sent: [{message: soon, to: office, on: 2026-03-05}, "
         "{message: late, to: [office, boss]}]}}",
         "6 sent\n- {message: soon, to: office, on: 2026-03-05}\n"
         "+ {message: soon, to: office, on: 2026-03-06}\n"
         "  {message: late, to: office}\n  {message: late, to: boss}\n"},
        {std::string{asked} + "      - {do: give, as: a, with: {answer: x}, expect: {sent: "
                              "[{message: soon, to: office, part: b}]}}",
         "7 sent\n- {message: soon, to: office, part: b}\n"
         "+ {message: soon, to: office, on: 2026-03-03, part: a}\n"},
        // A refusal is told before what follows from it.
        {"      - {do: ask, as: boss, with: {units: [a]}, expect: {state: closed}}",
         "6 refused\n- refused: none\n+ refused: not_allowed\n"},
    }));
    CAPTURE(steps);
    ScenarioStage stage;
    CHECK(stage.run(steps) == difference);
}

TEST_CASE("what was played up to the difference is kept, and nothing after it", "[scenario]") {
    ScenarioStage stage;
    auto const read = stage.read(
        "format: 1\nscenarios:\n  - name: one\n    file: {at: 2026-03-02T09:00, with: {title: x}}\n"
        "    steps:\n      - {until: 2026-03-03T10:00}\n      - {until: 2026-03-04T10:00, expect: "
        "{ended: true}}\n"
        "      - {until: 2026-03-05T10:00}");
    REQUIRE(read.problems.empty());
    auto const run = scenario::run(stage.procedure(), read.scenarios.front(), stage.coverage);
    REQUIRE(run.played.size() == 3);
    CHECK(run.played.back().step == &read.scenarios.front().steps[1]);
    CHECK(to_text(run.played.back().at) == "2026-03-04T02:00:00Z");
    CHECK(run.played.back().places == std::vector<std::string>{"filed"});
}

TEST_CASE("the filing is tried as for real", "[scenario]") {
    ScenarioStage stage;
    auto const filed = [&](std::string const& filing) {
        auto const read =
            stage.read("format: 1\nscenarios:\n  - name: one\n    file: {at: 2026-03-02T09:00" +
                       filing + "}\n");
        if (!read.problems.empty()) return support::problem_lines(read.problems);
        return support::difference_lines(
            scenario::run(stage.procedure(), read.scenarios.front(), stage.coverage));
    };
    CHECK(filed(", as: wang, with: {title: x}, expect: {state: filed}") == "");
    CHECK(filed("") == "4 refused\n- refused: none\n+ refused: missing_value\n");
    CHECK(filed(", expect: {refused: missing_value, state: [], data: {round: none}}") == "");
    CHECK(filed(", with: {title: a text of more than twenty}, expect: {refused: bad_value}") == "");
}
