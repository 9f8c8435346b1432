// Promises with dates: parts made for records, each with a deadline that ends on its own date.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/calendar/explanation.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/memory_json.hpp"
#include "engine/tracking/place.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::tracking;

namespace {

using Names = std::vector<std::string>;

workflow::DefinitionText ledger_definition() {
    workflow::DefinitionText text;
    text.workflow = {"ledger.yaml", R"(format: 1
workflow: ledger
version: 1
title: {zh-CN: 承诺, en: Promises}
time_zone: Asia/Shanghai
calendar: cn
suspend: {by: office}
resume: {by: office}
fields:
  commitments:
    type: list of record
    fields:
      what: {type: text, required: true}
      by: {type: date, required: true}
  said: {type: text}
  seen: {type: date}
  log: {type: list of text}
roles:
  office: {group: secretariat}
start: filed
states:
  filed:
    owner: office
    due: 5 working days
    actions: {reply: {by: office, need: [commitments], go: promised}}
  promised:
    owner: office
    due: {name: look, date: seen}
    actions:
      correct: {by: office, need: [commitments], do: [{set: {said: '"corrected"'}}]}
      look: {by: office, need: [seen], do: [{set: {said: '"looked"'}}]}
      forget: {by: office, do: [{set: {seen: 'null'}}]}
      add: {by: office, do: [{append: {commitments: {what: '"lamps"', by: today}}}]}
      pause: {by: office, go: paused}
    regions:
      ledger:
        for_each: commitment in commitments
        start: waiting
        states:
          waiting:
            due: {name: promise, date: commitment.by, on_due: {do: [{append: {log: '"late " + commitment.what'}}]}}
            actions:
              report: {by: office, need: [said], only_if: 'commitment.what == said', go: kept}
          kept: {end: true}
    on_done: {go: closed}
  paused:
    owner: office
    due: 1 month
    actions: {go_on: {by: office, go: {resume: promised}}}
  closed: {end: true}
)"};
    return text;
}

class Ledger {
  public:
    Ledger() { rehearsal_.file({.actor = {}, .with = {}, .at = {}}); }

    /// The refusal's English words; empty where it was done.
    std::string act(std::string const& action, std::string const& with = "{}") {
        auto const outcome = rehearsal_.act({.action = action,
                                             .as = "secretariat",
                                             .with = *read_values(procedure_->workflow, with),
                                             .at = rehearsal_.now()});
        return outcome.refusal ? outcome.refusal->reason.en : "";
    }

    void wait(int days) { rehearsal_.wait(rehearsal_.now() + std::chrono::days{days}); }

    [[nodiscard]] Names places() const { return places_of(*procedure_, state()); }

    /// "promise lamps 2026-03-20"
    [[nodiscard]] Names deadlines() const {
        Names names;
        for (auto const& one : state().deadlines) {
            auto const* const part = state().find_part(one.part);
            names.push_back(fmt::format("{}{} {}{}",
                                        procedure_->workflow.states[one.state].due->name,
                                        part == nullptr ? "" : " " + part->key,
                                        to_text(one.due_day),
                                        one.passed ? " passed" : ""));
        }
        return names;
    }

    [[nodiscard]] std::string log() const {
        return encode_value(state().fields[procedure_->workflow.find_field("log")]);
    }

    [[nodiscard]] Case const& state() const { return rehearsal_.state(); }

    [[nodiscard]] Procedure const& procedure() const { return *procedure_; }

  private:
    std::shared_ptr<Procedure const> procedure_ = support::procedure_of(ledger_definition());
    // 2026-03-02, a Monday, 10:00 in Shanghai.
    Rehearsal rehearsal_{*procedure_, from_milliseconds(1'772'416'800'000)};
};

constexpr auto two =
    R"({"commitments":[{"what":"lamps","by":"2026-03-20"},{"what":"paths","by":"2026-06-30"}]})";

}  // namespace

TEST_CASE("each promise is a part called by its first field, due on its own date", "[tracking]") {
    Ledger ledger;
    REQUIRE(ledger.act("reply", two).empty());
    CHECK(ledger.places() ==
          Names{"promised.ledger[lamps].waiting", "promised.ledger[paths].waiting"});
    CHECK(ledger.deadlines() == Names{"promise lamps 2026-03-20", "promise paths 2026-06-30"});
    REQUIRE(ledger.act("report", R"({"said":"paths"})").empty());
    CHECK(ledger.places()[1] == "promised.ledger[paths].kept");
    ledger.wait(18);  // 20 March is over at its midnight
    CHECK(ledger.deadlines() == Names{"promise lamps 2026-03-20"});
    ledger.wait(1);
    CHECK(ledger.deadlines() == Names{"promise lamps 2026-03-20 passed"});
    CHECK(ledger.log() == R"(["late lamps"])");
    CHECK(ledger.act("report", R"({"said":"lamps"})").empty());
    CHECK(ledger.places() == Names{"closed"});
}

TEST_CASE("a corrected date moves the deadline and keeps the life of its promise", "[tracking]") {
    Ledger ledger;
    ledger.act("reply", two);
    ledger.act("report", R"({"said":"paths"})");
    ledger.wait(25);
    REQUIRE(ledger.deadlines() == Names{"promise lamps 2026-03-20 passed"});
    auto const number = ledger.state().parts.front().number;
    SECTION("to a later day, on which it is late again") {
        REQUIRE(
            ledger
                .act(
                    "correct",
                    R"({"commitments":[{"what":"paths","by":"2027-06-30"},{"what":"lamps","by":"2026-05-08"}]})")
                .empty());
        CHECK(ledger.places() ==
              Names{"promised.ledger[lamps].waiting", "promised.ledger[paths].kept"});
        CHECK(ledger.deadlines() == Names{"promise lamps 2026-05-08"});
        CHECK(ledger.state().parts.front().number == number);
        ledger.wait(45);
        CHECK(ledger.log() == R"(["late lamps","late lamps"])");
    }
    SECTION("what is left out is dropped") {
        ledger.act("correct", R"({"commitments":[{"what":"paths","by":"2026-06-30"}]})");
        CHECK(ledger.places() == Names{"closed"});
    }
    SECTION("what is new begins its own life") {
        ledger.act(
            "correct",
            R"({"commitments":[{"what":"lamps","by":"2026-03-20"},{"what":"paths","by":"2026-06-30"},{"what":"gates","by":"2026-12-31"}]})");
        CHECK(ledger.deadlines() ==
              Names{"promise lamps 2026-03-20 passed", "promise gates 2026-12-31"});
    }
    SECTION("while the ledger waits to be resumed") {
        ledger.act("pause");
        REQUIRE(ledger.act("go_on").empty());
        CHECK(ledger.places()[1] == "promised.ledger[paths].kept");
        CHECK(ledger.state().parts.front().number == number);
    }
}

TEST_CASE("two promises of one name are refused, not lost", "[tracking]") {
    Ledger ledger;
    CHECK(
        ledger.act(
            "reply",
            R"({"commitments":[{"what":"lamps","by":"2026-03-20"},{"what":"lamps","by":"2026-06-30"}]})") ==
        "wrong value for the field \"commitments\": two items have the same \"what\", \"lamps\": "
        "give "
        "each its own");
    CHECK(ledger.places() == Names{"filed"});
    ledger.act("reply", two);
    CHECK(ledger.act("add") ==
          "field \"commitments\" cannot be set: two items have the same \"what\", \"lamps\": give "
          "each "
          "its own");
}

TEST_CASE("more promises than a case holds parts are refused, not lost", "[tracking]") {
    Ledger ledger;
    std::string items;
    for (int i = 0; i <= 200; ++i)
        items += fmt::format(R"({}{{"what":"no. {}","by":"2026-03-20"}})", i == 0 ? "" : ",", i);
    CHECK(ledger.act("reply", fmt::format(R"({{"commitments":[{}]}})", items)) ==
          "wrong value for the field \"commitments\": each item is a part: at most 200");
    CHECK(ledger.places() == Names{"filed"});
}

TEST_CASE("a deadline on a date that nobody has given yet waits for it", "[tracking]") {
    Ledger ledger;
    ledger.act("reply", two);
    CHECK(ledger.deadlines().size() == 2);
    REQUIRE(ledger.act("look", R"({"seen":"2026-03-10"})").empty());
    CHECK(ledger.deadlines().back() == "look 2026-03-10");
    REQUIRE(ledger.act("look", R"({"seen":"2026-03-11"})").empty());
    CHECK(ledger.deadlines().back() == "look 2026-03-11");
    REQUIRE(ledger.act("forget").empty());
    CHECK(ledger.deadlines().size() == 2);
}

TEST_CASE("a given date does not move while the case stands still", "[tracking]") {
    Ledger ledger;
    ledger.act("reply", two);
    REQUIRE(ledger.act("suspend").empty());
    ledger.wait(10);
    REQUIRE(ledger.act("resume").empty());
    CHECK(ledger.deadlines() == Names{"promise lamps 2026-03-20", "promise paths 2026-06-30"});
}

TEST_CASE("a given date says that it was not counted", "[tracking]") {
    Ledger ledger;
    ledger.act("reply", two);
    auto const& procedure = ledger.procedure();
    auto const told =
        to_text(calendar::explain(
                    ledger.state().deadlines.front().ledger, procedure.calendar, procedure.zone),
                Language::en);
    CHECK(told.find("Date: 2026-03-20, as it was promised or entered: it is not counted\n") == 0);
    CHECK(told.find("the first day") == std::string::npos);
}

TEST_CASE("parts of records are the same after they were stored", "[tracking]") {
    Ledger ledger;
    ledger.act("reply", two);
    auto const& stored = ledger.state();
    Case read;
    decode_memory(ledger.procedure(),
                  encode_place(ledger.procedure(), stored.position.active),
                  encode_memory(ledger.procedure(), stored),
                  read);
    CHECK(read.parts == stored.parts);
    CHECK(read.position.active == stored.position.active);
}
