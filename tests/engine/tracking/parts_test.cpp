// Parts: one unit's share of a case, with a life, fields, owner and deadlines of its own.
#include <catch2/catch.hpp>

#include "engine/tracking/journal.hpp"
#include "engine/tracking/memory_json.hpp"
#include "engine/tracking/place.hpp"
#include "tests/engine/tracking/handling_stage.hpp"

using namespace duban;
using namespace duban::tracking;
using support::HandlingStage;
using Names = HandlingStage::Names;

TEST_CASE("each unit of the list gets its part, with its own full term", "[tracking]") {
    HandlingStage stage;
    REQUIRE(stage.assign(R"(["u1","u2","u1"])").empty());
    CHECK(stage.places() == Names{"handling.answer.signing",
                                  "handling.opinions[u1].asked",
                                  "handling.opinions[u2].asked"});
    CHECK(stage.log() == Names{"+handling", "asked u1", "asked u2"});
    CHECK(stage.deadlines() == Names{"reply 2026-06-02",
                                     "signing 2026-03-05",
                                     "opinion u1 2026-04-02",
                                     "opinion u2 2026-04-02"});
}

TEST_CASE("a part is acted on by its own unit alone, and only once", "[tracking]") {
    HandlingStage stage;
    stage.assign(R"(["u1","u2"])");
    auto const [action,
                as,
                with,
                refused] = GENERATE(table<std::string, std::string, std::string, std::string>({
        {"give_opinion", "u1", R"({"opinion":"fine"})", ""},
        {"give_opinion",
         "u3",
         R"({"opinion":"fine"})",
         "u3 may not do \"give_opinion\"; it takes one of: co_handler"},
        {"give_opinion", "u1", "{}", "\"opinion\" (opinion) is missing"},
        {"give_opinion", "u1", R"({"opinion":"a","title":"b"})", "\"title\" is not asked for here"},
        {"reply", "edu", "{}", "opinions are missing"},
    }));
    CAPTURE(action, as, with);
    auto const before = stage.state();
    CHECK(stage.act(action, as, with) == refused);
    CHECK((stage.state() == before) == !refused.empty());
    if (!refused.empty()) return;
    CHECK(stage.places()[1] == "handling.opinions[u1].given");
    CHECK(stage.part("u1")->fields[1] == expression::Value{std::string{"fine"}});
    CHECK_FALSE(stage.act("give_opinion", "u1", R"({"opinion":"again"})").empty());
}

TEST_CASE("the region is done when its last part has ended, whichever way", "[tracking]") {
    HandlingStage stage;
    SECTION("the last one gives its opinion") {
        stage.assign(R"(["u1","u2"])");
        stage.act("give_opinion", "u2", R"({"opinion":"b"})");
        CHECK(stage.log().back() == "left u2");
        stage.act("give_opinion", "u1", R"({"opinion":"a"})");
        CHECK(stage.log().back() == "all given");
    }
    SECTION("the one that is missing is dropped") {
        stage.assign(R"(["u1","u2"])");
        stage.act("give_opinion", "u2", R"({"opinion":"b"})");
        stage.act("change", "secretariat", R"({"co_handlers":["u2"]})");
        CHECK(
            stage.log() ==
            Names{
                "+handling", "asked u1", "asked u2", "left u2", "changed", "left u1", "all given"});
        REQUIRE(stage.last().parts_closed.size() == 1);
        CHECK(stage.last().parts_closed[0].key == "u1");
        CHECK(stage.last().parts_closed[0].why == PartClosed::Why::dropped);
    }
    SECTION("there is none") {
        stage.assign("[]");
        CHECK(stage.log() == Names{"+handling", "all given"});
    }
    CHECK(stage.act("sign", "edu").empty());
    CHECK(stage.act("finish", "edu").empty());
    CHECK(stage.places() == Names{"rating"});  // handling is done: all its regions are
}

TEST_CASE("parts follow their list while they run", "[tracking]") {
    HandlingStage stage;
    stage.assign(R"(["u1","u2"])");
    stage.act("give_opinion", "u1", R"({"opinion":"fine"})");
    stage.wait(std::chrono::days{1});
    REQUIRE(stage.act("change", "secretariat", R"({"co_handlers":["u3","u1"]})").empty());
    CHECK(stage.places() == Names{"handling.answer.signing",
                                  "handling.opinions[u1].given",
                                  "handling.opinions[u3].asked"});
    CHECK(stage.part("u1")->fields[1] == expression::Value{std::string{"fine"}});
    CHECK(stage.part("u2") == nullptr);
    CHECK(stage.deadlines().back() == "opinion u3 2026-04-03");
    SECTION("one that comes back begins afresh") {
        stage.act("change", "secretariat", R"({"co_handlers":["u3","u1","u2"]})");
        CHECK(stage.part("u2")->number == 4);
    }
}

TEST_CASE("a way back finds the parts as they were", "[tracking]") {
    HandlingStage stage;
    stage.assign(R"(["u1","u2"])");
    stage.act("give_opinion", "u1", R"({"opinion":"fine"})");
    stage.act("sign", "edu");
    REQUIRE(stage.act("pause", "secretariat").empty());
    CHECK(stage.places() == Names{"paused"});
    SECTION("resumed") {
        stage.act("resume", "secretariat");
        CHECK(stage.places() == Names{"handling.answer.drafting",
                                      "handling.opinions[u1].given",
                                      "handling.opinions[u2].asked"});
        CHECK(stage.part("u1")->fields[1] == expression::Value{std::string{"fine"}});
        CHECK(stage.part("u2")->fields[2] == expression::Value{std::int64_t{2}});
    }
    SECTION("begun afresh") {
        stage.act("afresh", "secretariat");
        CHECK(stage.places()[1] == "handling.opinions[u1].asked");
        CHECK(stage.part("u1")->number == 3);
        CHECK(stage.state().parts.size() == 2);  // nothing waits to be resumed any more
    }
}

namespace {

/// A list that is filled on the way in, and events and a deadline of the parts' own.
workflow::DefinitionText survey_definition() {
    workflow::DefinitionText text;
    text.workflow = {"survey.yaml", R"(format: 1
workflow: survey
version: 1
title: {zh-CN: 征询, en: Survey}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  units: {type: list of unit}
  log: {type: list of text}
roles:
  office: {group: secretariat}
  unit_asked: {part: true}
start: asking
states:
  asking:
    owner: office
    due: 2 months
    on_entry: [{set: {units: '["u1", "u2"]'}}]
    regions:
      answers:
        for_each: unit in units
        due: {name: answer, within: 10 days}
        start: open
        states:
          open:
            on_entry: [{raise: {event: nudge, after: 3 days, id: k}}]
            on_exit: [{cancel: k}]
            actions:
              answer: {by: unit_asked, go: given}
              nudge: {by: engine, do: [{append: {log: unit}}]}
          given: {end: true}
    on_done: {go: closed}
  closed: {end: true}
)"};
    return text;
}

struct Survey {
    Survey() { rehearsal.file({.actor = {}, .with = {}, .at = {}}); }

    void answer(std::string const& unit) {
        rehearsal.act({.action = "answer", .as = unit, .with = {}, .at = rehearsal.now()});
    }

    Names places() { return places_of(*procedure, rehearsal.state()); }

    std::string log() {
        return to_text(rehearsal.state().fields[procedure->workflow.find_field("log")]);
    }

    std::shared_ptr<Procedure const> procedure = support::procedure_of(survey_definition());
    Rehearsal rehearsal{*procedure, from_milliseconds(1'772'416'800'000)};
};

}  // namespace

TEST_CASE("parts whose list is filled on the way in are waited for", "[tracking]") {
    Survey survey;
    CHECK(survey.places() == Names{"asking.answers[u1].open", "asking.answers[u2].open"});
    survey.answer("u1");
    survey.answer("u2");
    CHECK(survey.places() == Names{"closed"});
}

TEST_CASE("a part hears its own events, and cancels no other's", "[tracking]") {
    Survey survey;
    SECTION("each is nudged once") {
        survey.rehearsal.wait(survey.rehearsal.now() + std::chrono::days{4});
        CHECK(survey.log() == R"(["u1", "u2"])");
    }
    SECTION("one has answered: the other is nudged all the same") {
        survey.answer("u1");
        survey.rehearsal.wait(survey.rehearsal.now() + std::chrono::days{4});
        CHECK(survey.log() == R"(["u2"])");
    }
}

TEST_CASE("the deadline of a part ends with its part", "[tracking]") {
    Survey survey;
    REQUIRE(survey.rehearsal.state().deadlines.size() == 3);
    survey.answer("u1");
    REQUIRE(survey.rehearsal.state().deadlines.size() == 2);
    CHECK(survey.rehearsal.state().deadlines.back().part == 2);
}

TEST_CASE("what a case remembers comes back from the store", "[tracking]") {
    HandlingStage stage;
    stage.assign(R"(["u1","u2"])");
    stage.act("give_opinion", "u1", R"({"opinion":"fine"})");
    if (GENERATE(true, false)) stage.act("pause", "secretariat");
    auto const& procedure = stage.procedure();
    Case read;
    decode_memory(procedure,
                  encode_paths(procedure, stage.state().position.active),
                  encode_memory(procedure, stage.state()),
                  read);
    CHECK(read.position == stage.state().position);
    CHECK(read.parts == stage.state().parts);
    CHECK(read.last_part == 2);
}

TEST_CASE("the record tells what happened to the parts", "[tracking]") {
    HandlingStage stage;
    stage.assign(R"(["u1","u2"])");
    auto const before = stage.state();
    stage.act("give_opinion", "u1", R"({"opinion":"fine"})");
    auto const record = record_of(stage.procedure(),
                                  before,
                                  stage.last(),
                                  {.kind = "action", .action = "give_opinion", .actor = "u1"});
    CHECK(record.find(R"("parts":{"1":{"set":{"opinion":"fine"}}})") != std::string::npos);
    CHECK(record.find(R"("to":"handling.answer.signing handling.opinions[1].given )"
                      R"(handling.opinions[2].asked")") != std::string::npos);
}
