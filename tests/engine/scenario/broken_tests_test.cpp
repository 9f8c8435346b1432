// Files of tests with mistakes: every problem, where it stands, with the word that was meant.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/engine/scenario/scenario_stage.hpp"

using namespace duban;
using support::problem_lines;
using support::ScenarioStage;

namespace {

struct Broken {
    char const* name;
    char const* text;
    char const* problems;
};

/// A scenario whose steps begin on line 6.
std::string with_steps(std::string const& steps) {
    return "format: 1\nscenarios:\n  - name: one\n    file: {at: 2026-03-02T09:00, with: {title: "
           "x}}\n    "
           "steps:\n" +
           steps;
}

void check(Broken const& broken, std::string const& text) {
    CAPTURE(broken.name, text);
    auto const read = ScenarioStage{}.read(text);
    CHECK(problem_lines(read.problems) == broken.problems);
    CHECK(read.scenarios.empty());
    for (auto const& problem : read.problems) {
        CHECK(problem.file == "tests.yaml");
        CHECK_FALSE(problem.message.zh_cn.empty());
        CHECK_FALSE(problem.message.en.empty());
        CHECK((!problem.source_line.empty() || text.empty()));
    }
}

}  // namespace

TEST_CASE("a step with a mistake is reported with its place and what was meant", "[scenario]") {
    std::vector<Broken> const steps{
        {"unknown action", "      - {do: aks, as: office}", "6:14 unknown-action -> ask\n"},
        {"unknown key", "      - {do: ask, bt: office, as: office}", "6:19 unknown-key -> at\n"},
        {"nobody acts", "      - {do: ask}", "6:9 missing-key -> as\n"},
        {"a role misspelt", "      - {do: ask, as: ofice}", "6:23 unknown-role -> office\n"},
        {"two things at once", "      - {do: ask, as: office, event: nudge}", "6:9 one-of\n"},
        {"nothing to do", "      - {expect: {ended: true}}", "6:9 one-of\n"},
        {"an event that a person answers", "      - event: think", "6:16 unknown-event\n"},
        {"an event with an actor",
         "      - {event: nudge, as: office}",
         "6:24 not-for-this-step\n"},
        {"a wait that begins somewhere",
         "      - {until: 2026-03-04, at: 2026-03-03T10:00}",
         "6:29 not-for-this-step\n"},
        {"no date", "      - until: 4 March", "6:16 not-a-time\n"},
        {"a day that does not exist", "      - until: 2026-02-30", "6:16 not-a-time\n"},
        {"before the filing", "      - until: 2026-03-01T10:00", "6:16 time-runs-back\n"},
        {"back behind the end of a day",
         "      - until: 2026-03-04\n      - {at: 2026-03-04T23:59, do: ask, as: office}",
         "7:14 time-runs-back\n"},
        {"unknown field",
         "      - {do: ask, as: office, with: {unts: [a]}}",
         "6:38 unknown-field -> units\n"},
        {"no such choice",
         "      - {do: decide, as: boss, with: {scale: smal}}",
         "6:46 bad-value -> small\n"},
        {"an empty list", "      - {do: ask, as: office, with: {units: []}}", "6:45 bad-value\n"},
        {"no mapping of values", "      - {do: ask, as: office, with: a}", "6:37 wrong-kind\n"},
        {"unknown expectation",
         "      - {do: ask, as: office, expect: {stat: filed}}",
         "6:40 unknown-key -> state\n"},
        {"unknown state",
         "      - {until: 2026-03-04, expect: {state: fild}}",
         "6:45 unknown-state -> filed\n"},
        {"a name for a path",
         "      - {until: 2026-03-04, expect: {state: thinking}}",
         "6:45 unknown-state -> asking.work.thinking\n"},
        {"not the innermost",
         "      - {until: 2026-03-04, expect: {state: asking.work}}",
         "6:45 not-innermost\n"},
        {"which part",
         "      - {until: 2026-03-04, expect: {state: asking.answers.asked}}",
         "6:45 part-not-named\n"},
        {"a part at the wrong place",
         "      - {until: 2026-03-04, expect: {state: 'asking[a].answers.asked'}}",
         "6:45 part-misplaced -> asking.answers[a].asked\n"},
        {"no part there",
         "      - {until: 2026-03-04, expect: {state: 'filed[a]'}}",
         "6:45 no-part -> filed\n"},
        {"unknown deadline",
         "      - {until: 2026-03-04, expect: {due: {filled: none}}}",
         "6:44 unknown-deadline -> filed\n"},
        {"a deadline that is no date",
         "      - {until: 2026-03-04, expect: {due: {filed: soon}}}",
         "6:51 not-a-date\n"},
        {"a deadline left open",
         "      - until: 2026-03-04\n        expect:\n          due:\n            filed:",
         "9:13 missing-value\n"},
        {"unknown message, unknown role",
         "      - {until: 2026-03-04, expect: {sent: [{message: son, to: bos}]}}",
         "6:55 unknown-message -> soon\n6:64 unknown-role -> boss\n"},
        {"a message to nobody",
         "      - {until: 2026-03-04, expect: {sent: [{message: soon}]}}",
         "6:45 missing-key -> to\n"},
        {"unknown refusal",
         "      - {do: ask, as: office, expect: {refused: not_alowed}}",
         "6:49 unknown-word -> not_allowed\n"},
        {"whose value",
         "      - {until: 2026-03-04, expect: {data: {answer: x}}}",
         "6:45 part-not-named\n"},
        {"a value of another type",
         "      - {until: 2026-03-04, expect: {data: {round: two}}}",
         "6:52 bad-value\n"},
        {"neither yes nor no",
         "      - {until: 2026-03-04, expect: {ended: 'true'}}",
         "6:45 not-yes-or-no -> true\n"},
    };
    for (auto const& broken : steps) check(broken, with_steps(broken.text));
}

TEST_CASE("a file with a mistake is reported with its place", "[scenario]") {
    std::vector<Broken> const files{
        {"nothing", "", "1:1 empty-document\n"},
        {"a list", "- format: 1", "1:1 wrong-kind\n"},
        {"another format",
         "format: 2\nscenarios: [{name: a, file: {at: 2026-03-02T09:00}}]",
         "1:9 unknown-format -> 1\n"},
        {"no scenarios", "format: 1", "1:1 missing-key -> scenarios\n"},
        {"an empty list", "format: 1\nscenarios: []", "2:12 empty-list\n"},
        {"without a name and a filing",
         "format: 1\nscenarios: [{steps: []}]",
         "2:13 missing-key -> name\n2:13 missing-key -> file\n"},
        {"one name twice",
         "format: 1\nscenarios:\n  - {name: a, file: {at: 2026-03-02T09:00}}\n"
         "  - {name: a, file: {at: 2026-03-02T09:00}}",
         "4:12 duplicate-name\n"},
        {"filed at no time",
         "format: 1\nscenarios: [{name: a, file: {with: {title: x}}}]",
         "2:29 missing-key -> at\n"},
        {"steps after a refused filing",
         "format: 1\nscenarios:\n  - name: a\n    file: {at: 2026-03-02T09:00, expect: {refused: "
         "missing_value}}\n    steps: [{until: 2026-03-03}]",
         "5:13 never-filed\n"},
        {"a key twice",
         "format: 1\nformat: 1\nscenarios: [{name: a, file: {at: 2026-03-02T09:00}}]",
         "2:1 duplicate-key\n"},
    };
    for (auto const& broken : files) check(broken, broken.text);
}

TEST_CASE("`on` is a key of these files, and other doubtful words are not", "[scenario]") {
    ScenarioStage const stage;
    auto const ends_with = [&](char const* key) {
        return problem_lines(
            stage
                .read(with_steps(fmt::format("      - {{until: 2026-03-09, expect: {{sent: "
                                             "[{{message: soon, to: office, {}: 2026-03-06}}]}}}}",
                                             key)))
                .problems);
    };
    CHECK(ends_with("on") == "");
    CHECK(ends_with("yes") == "6:73 ambiguous-key\n");
}

TEST_CASE("scenarios, steps and names are counted", "[scenario]") {
    using scenario::Bounds;
    auto const scenarios = [](std::size_t count) {
        std::string text = "format: 1\nscenarios:\n";
        for (std::size_t i = 0; i < count; ++i)
            text += fmt::format("  - {{name: n{}, file: {{at: 2026-03-02T09:00}}}}\n", i);
        return text;
    };
    auto const steps = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "      - {until: 2026-03-03}\n";
        return with_steps(text);
    };
    auto const name = [](std::size_t count) {
        std::string characters;
        for (std::size_t i = 0; i < count; ++i) characters += "案";
        return fmt::format("format: 1\nscenarios: [{{name: {}, file: {{at: 2026-03-02T09:00}}}}]",
                           characters);
    };
    ScenarioStage const stage;
    CHECK(stage.read(scenarios(Bounds::scenarios_max)).problems.empty());
    CHECK(problem_lines(stage.read(scenarios(Bounds::scenarios_max + 1)).problems) ==
          "503:5 too-many\n");
    CHECK(stage.read(steps(Bounds::steps_max)).problems.empty());
    CHECK(problem_lines(stage.read(steps(Bounds::steps_max + 1)).problems) == "506:9 too-many\n");
    CHECK(stage.read(name(Bounds::name_characters_max)).problems.empty());
    CHECK(problem_lines(stage.read(name(Bounds::name_characters_max + 1)).problems) ==
          "2:20 too-long\n");
}
