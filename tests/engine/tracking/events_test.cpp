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

TEST_CASE("an event that nobody answers is told", "[tracking]") {
    HandlingStage stage;
    stage.assign("[\"u1\"]");
    auto const& workflow = stage.procedure().workflow;
    using Events = std::vector<workflow::Index>;
    SECTION("raised at once: after three turns the guard says no") {
        auto const outcome = stage.wait(std::chrono::days{3});
        CHECK(outcome.changes.back().unanswered == Events{workflow.find_event("again")});
    }
    SECTION("raised for later: it comes in a state that does not know it") {
        auto state = stage.state();
        auto const round = workflow.find_event("round");
        RaiseId const id{77};
        state.pending.push_back(
            {.id = id, .event = round, .name = {}, .part = 0, .at = state.opened_at});
        auto const change =
            decide(stage.procedure(), state, RaiseCame{.raise = id, .at = state.opened_at});
        CHECK(change.unanswered == Events{round});
        CHECK(change.raised_ended == std::vector{id});
    }
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
