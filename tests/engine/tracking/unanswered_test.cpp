// What is said to a name that nothing answers where the case stands.
#include "engine/tracking/unanswered.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/tracking/handling_stage.hpp"

using namespace duban;
using support::HandlingStage;

TEST_CASE("an action that is not possible here is refused with what would be", "[tracking]") {
    HandlingStage stage;
    auto const [action, refused] = GENERATE(table<std::string, std::string>({
        {"assing",
         "there is no action \"assing\" in the state \"filed\"; did you mean \"assign\"? possible "
         "here: assign"},
        {"fly_away",
         "there is no action \"fly_away\" in the state \"filed\"; possible here: assign"},
        {"sign",
         "\"sign\" is not possible here: it is an action of handling.answer.signing; possible "
         "here: "
         "assign"},
        {"hury",  // one of another state
         "there is no action \"hury\" in the state \"filed\"; did you mean \"hurry\"? possible "
         "here: assign"},
        {"nudge", "\"nudge\" is done by the engine, never by hand; possible here: assign"},
        {"", "there is no action \"\" in the state \"filed\"; possible here: assign"},
    }));
    CAPTURE(action);
    CHECK(stage.act(action, "chen-secretary") == refused);
}

TEST_CASE("where nothing is possible, that is said", "[tracking]") {
    auto const procedure = support::procedure_of(support::handling_definition());
    tracking::Case const nowhere;
    auto const refusal = tracking::unanswered_action(*procedure, nowhere, "sign");
    CHECK(
        refusal.reason.en ==
        "\"sign\" is not possible here: it is an action of handling.answer.signing; possible here: "
        "nothing");
    CHECK(refusal.reason.zh_cn ==
          "“sign”在此不可用：它是 handling.answer.signing 的操作；可用的操作：无");
}
