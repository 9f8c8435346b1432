// What happens without anybody acting: raised events, at once and later, and what guards see of the
// chart.
#include <catch2/catch.hpp>

#include "engine/tracking/decide.hpp"
#include "tests/engine/tracking/handling_stage.hpp"

using namespace duban;
using namespace duban::tracking;
using support::HandlingStage;
using Names = HandlingStage::Names;

TEST_CASE("an event raised for later comes, and what it raises is answered at once", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    REQUIRE(stage.state().pending.size() == 1);
    CHECK(stage.wait(std::chrono::days{2}).changes.empty());
    auto const outcome = stage.wait(std::chrono::days{1});
    CHECK(outcome.changes.size() == 1);  // the three turns are one run
    CHECK(stage.log().back() == "nudged");
    CHECK(stage.state().fields[stage.procedure().workflow.find_field("turns")] ==
          expression::Value{std::int64_t{3}});
    CHECK(stage.state().pending.empty());
}

TEST_CASE("a cancelled event does not come", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    stage.act("pause", "secretariat");
    CHECK(stage.state().pending.empty());
    stage.wait(std::chrono::days{5});
    CHECK(stage.log().back() == "-handling");
}

TEST_CASE("an event from outside is refused by name where nobody answers it", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    auto const [event, refused] = GENERATE(table<std::string, std::string>({
        {"nudge", ""},
        {"nudgee",
         "nothing answers the event \"nudgee\" in the state \"signing, asked\"; did you mean "
         "\"nudge\"? answered here: nudge, again"},
        {"sign",  // a person's action is no event
         "nothing answers the event \"sign\" in the state \"signing, asked\"; answered here: "
         "nudge, again"},
    }));
    CAPTURE(event);
    auto const change =
        decide(stage.procedure(), stage.state(), EventCame{event, stage.state().opened_at});
    CHECK((change ? "" : change.error().reason.en) == refused);
}

TEST_CASE("nobody does by hand what the engine answers", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    CHECK_FALSE(stage.act("nudge", "secretariat").empty());
}

TEST_CASE("a run without end is taken back whole", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    auto const before = stage.state();
    CHECK(stage.act("spin", "secretariat") ==
          "the procedure went on by itself for more than 100 steps, so all of it was taken back: "
          "tell the administrator");
    CHECK(stage.state() == before);
}

TEST_CASE("guards see states, parts and deadlines as they are in that moment", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    CHECK_FALSE(stage.act("hurry", "secretariat").empty());
    stage.act("sign", "edu");
    stage.act("give_opinion", "u1", R"({"opinion":"a"})");
    CHECK_FALSE(stage.act("reply", "edu").empty());
    SECTION("no opinion is waited for, and the reply is") {
        CHECK(stage.act("hurry", "secretariat").empty());
        CHECK(stage.places() == Names{"rating"});
    }
    SECTION("the last region's end moves the case on") {
        CHECK(stage.act("finish", "edu").empty());
        CHECK(stage.places() == Names{"rating"});
        stage.wait(std::chrono::days{30});
        CHECK(stage.places() == Names{"closed"});
        CHECK(stage.state().parts.empty());
        CHECK(stage.state().deadlines.empty());
    }
}
