// Deadlines that are extended and stand still while a case lives.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/journal.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/ledger_json.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/soon.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::tracking;
using Catch::Matchers::Contains;

namespace {

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"clocked.yaml", R"(format: 1
workflow: clocked
version: 1
title: {zh-CN: 计时, en: Clocked}
time_zone: Asia/Shanghai
calendar: cn
fields:
  reason: {type: text}
  units: {type: list of unit}
  seen: {type: list of text}
roles:
  office: {group: office}
  host: {group: host}
  co: {part: true}
start: handling
states:
  handling:
    owner: host
    due:
      name: reply
      within: 3 months
      extend: {by: office, to: [4 months, 6 months], need: [reason], do: [{append: {seen: reason}}]}
      reminders:
        - {at: 30 days before, to: host, message: soon}
        - {at: 5 days before, to: host, message: soon}
      on_due: {go: late}
    regions:
      answer:
        start: drafting
        states:
          drafting:
            actions:
              ask: {by: host, go: clarifying}
              see: {by: host, do: [{append: {seen: '"runs"'}}]}
          clarifying:
            due: {name: clarify, within: 20 days, on_due: {go: drafting}}
            stops_clock: [reply, opinion]
            actions:
              explain: {by: host, go: drafting}
              see:
                by: host
                only_if: deadlines.reply.running
                do: [{append: {seen: 'deadlines.reply.stopped ? "stopped" : "runs"'}}]
      survey:
        due: {name: draft, within: 2 months, extend: {by: host, to: 70 days, action: extend_draft}}
        start: quiet
        states:
          quiet: {actions: {visit: {by: host, go: visiting}}}
          visiting: {stops_clock: [reply, draft], actions: {return: {by: host, go: quiet}}}
      opinions:
        for_each: unit in units
        due: {name: opinion, within: 10 working days}
        start: asked
        states:
          asked: {owner: co, actions: {query: {by: co, go: querying}}}
          querying: {stops_clock: opinion, actions: {answer: {by: co, go: asked}}}
  late: {owner: office, due: 1 month, actions: {close: {by: office, go: closed}}}
  closed: {end: true}
)"};
    support::add_soon(text);
    return text;
}

class Stage {
  public:
    explicit Stage(std::string_view begins, std::string_view units = "[]")
        : rehearsal_{*procedure_, wall(begins)} {
        rehearsal_.file(
            {.actor = {},
             .with = *read_values(procedure_->workflow, fmt::format(R"({{"units":{}}})", units)),
             .at = {}});
    }

    /// The refusal's English words; empty where it was done.
    std::string act(std::string_view at,
                    std::string const& action,
                    std::string const& as,
                    std::string const& with = "{}") {
        before_ = rehearsal_.state();
        outcome_ = rehearsal_.act({.action = action,
                                   .as = as,
                                   .with = *read_values(procedure_->workflow, with),
                                   .at = wall(at)});
        return outcome_.refusal ? outcome_.refusal->reason.en : "";
    }

    std::string extend(std::string_view at) {
        return act(at, "extend", "office", R"({"reason":"hard"})");
    }

    /// "2026-04-03" for each reminder said until then.
    std::vector<std::string> reminded_until(std::string_view at) {
        std::vector<std::string> days;
        for (auto const& change : rehearsal_.wait(wall(at)).changes) {
            for (auto const& notice : change.notices)
                days.push_back(to_text(procedure_->zone.day_of(change.at)) +
                               (change.at == notice.at ? "" : " late"));
        }
        return days;
    }

    [[nodiscard]] Deadline const* find(std::string_view name, std::string_view part = "") const {
        for (auto const& deadline : state().deadlines) {
            auto const* const of = state().find_part(deadline.part);
            bool const is_its = part == (of == nullptr ? "" : of->key);
            if (is_its && procedure_->workflow.states[deadline.state].due->name == name)
                return &deadline;
        }
        return nullptr;
    }

    /// "2026-06-02", with " stopped" where it is.
    [[nodiscard]] std::string due(std::string_view name, std::string_view part = "") const {
        auto const* const deadline = find(name, part);
        if (deadline == nullptr) return "-";
        return to_text(deadline->due_day) + (deadline->is_stopped() ? " stopped" : "");
    }

    [[nodiscard]] std::string seen() const {
        return encode_value(state().fields[procedure_->workflow.find_field("seen")]);
    }

    [[nodiscard]] std::string record() const {
        return record_of(*procedure_,
                         before_,
                         outcome_.changes.back(),
                         {.kind = "action", .action = "a", .actor = "b"});
    }

    [[nodiscard]] Instant wall(std::string_view text) const {
        return procedure_->zone.to_instant(*parse_wall_time(text));
    }

    [[nodiscard]] Case const& state() const { return rehearsal_.state(); }

    [[nodiscard]] Procedure const& procedure() const { return *procedure_; }

  private:
    std::shared_ptr<Procedure const> procedure_ = support::procedure_of(definition());
    Rehearsal rehearsal_;
    Rehearsal::Outcome outcome_;
    Case before_;
};

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("an extension is measured from the first start, and given so many times", "[clock]") {
    Stage stage{"2024-11-30T10:00"};
    CHECK(stage.due("reply") == "2025-02-28");
    CHECK_THAT(stage.act("2025-01-02T10:00", "extend", "host"), Contains("may not do \"Extend\""));
    CHECK_THAT(stage.act("2025-01-02T10:00", "extend", "office"), Contains("(reason) is missing"));
    CHECK(stage.extend("2025-01-02T10:00").empty());
    CHECK(stage.due("reply") == "2025-03-30");
    CHECK_THAT(
        stage.record(),
        Contains(R"("clocks":[{"extended_to":"4 months","deadline":"reply","due":"2025-03-30")"));
    CHECK(stage.extend("2025-01-03T10:00").empty());
    CHECK(stage.due("reply") == "2025-05-30");
    CHECK(to_text(*original_due_day(stage.procedure(), *stage.find("reply"))) == "2025-02-28");
    CHECK(stage.extend("2025-01-04T10:00") ==
          "the deadline \"reply\" has been extended already (2 of 2): no further extension is "
          "provided for");
    CHECK(stage.seen() == R"(["hard","hard"])");
}

TEST_CASE("what has ended is not extended, and nothing is by an extension that is none",
          "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    SECTION("ended") {
        CHECK_THAT(stage.act("2026-05-04T10:00", "extend_draft", "host"),
                   Contains("ended on 2026-05-02"));
    }
    SECTION("in time") {
        CHECK(stage.act("2026-05-02T23:59", "extend_draft", "host").empty());
        CHECK(stage.due("draft") == "2026-05-11");
        CHECK_THAT(stage.act("2026-05-12T10:00", "extend_draft", "host"),
                   Contains("ended on 2026-05-11"));
    }
}

TEST_CASE("a deadline stands still while some state stops its clock", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK(stage.due("reply") == "2026-06-02");
    stage.act("2026-03-10T10:00", "ask", "host");
    CHECK(stage.due("reply") == "2026-06-02 stopped");
    CHECK_THAT(stage.record(), Contains(R"("stopped_since":"2026-03-10T02:00:00Z")"));
    CHECK_FALSE(next_alarm(stage.procedure(), *stage.find("reply")));
    SECTION("and moves by the days it stood still") {
        stage.act("2026-03-15T08:00", "explain", "host");
        CHECK(stage.due("reply") == "2026-06-07");
        CHECK_THAT(stage.record(), Contains(R"("went_on":"2026-03-15T00:00:00Z")"));
        stage.act("2026-03-16T08:00", "ask", "host");
        stage.act("2026-03-18T08:00", "explain", "host");
        CHECK(stage.due("reply") == "2026-06-09");
    }
    SECTION("within one day it moves by nothing, and no stop is kept") {
        stage.act("2026-03-10T18:00", "explain", "host");
        CHECK(stage.due("reply") == "2026-06-02");
        CHECK(stage.find("reply")->ledger.stops.empty());
    }
    SECTION("two states stop it once") {
        stage.act("2026-03-12T10:00", "visit", "host");
        stage.act("2026-03-15T10:00", "explain", "host");
        CHECK(stage.due("reply") == "2026-06-02 stopped");
        stage.act("2026-03-20T10:00", "return", "host");
        CHECK(stage.due("reply") == "2026-06-12");
        CHECK(stage.due("draft") == "2026-05-10");
    }
    SECTION("it goes on by itself") {
        CHECK(stage.reminded_until("2026-04-01T00:00").empty());
        CHECK(stage.due("reply") == "2026-06-23");  // 21 days: clarify ends as 31 March begins
    }
}

TEST_CASE("extending and stopping come to the same in any order", "[clock]") {
    auto const extended_at = GENERATE("2026-03-05T10:00", "2026-03-12T10:00", "2026-03-20T10:00");
    CAPTURE(extended_at);
    Stage stage{"2026-03-02T10:00"};
    std::string const at = extended_at;
    if (at < "2026-03-10") CHECK(stage.extend(at).empty());
    stage.act("2026-03-10T10:00", "ask", "host");
    if (at > "2026-03-10" && at < "2026-03-15") {
        CHECK(stage.extend(at).empty());  // while it stands still
        CHECK(stage.due("reply") == "2026-07-02 stopped");
    }
    stage.act("2026-03-15T10:00", "explain", "host");
    if (at > "2026-03-15") CHECK(stage.extend(at).empty());
    CHECK(stage.due("reply") == "2026-07-07");
}

TEST_CASE("nothing rings while the clock stands still, and each rung rings once", "[clock]") {
    Stage stage{"2026-03-02T10:00"};  // due 2 June: rungs on 30 April (3 May is a rest day), 28 May
    SECTION("without a stop") {
        CHECK(stage.reminded_until("2026-06-02T12:00") == Days{"2026-04-30", "2026-05-28"});
    }
    SECTION("stopped before the first") {
        stage.act("2026-04-29T10:00", "visit", "host");
        CHECK(stage.reminded_until("2026-05-19T10:00").empty());
        stage.act("2026-05-19T10:00", "return", "host");
        CHECK(stage.due("reply") == "2026-06-22");
        CHECK(stage.reminded_until("2026-06-22T12:00") == Days{"2026-05-22", "2026-06-17"});
    }
    SECTION("stopped just after the first") {
        CHECK(stage.reminded_until("2026-05-06T10:00") == Days{"2026-04-30"});
        stage.act("2026-05-06T10:00", "visit", "host");
        stage.act("2026-05-26T10:00", "return", "host");
        CHECK(stage.due("reply") == "2026-06-22");
        CHECK(stage.reminded_until("2026-06-22T12:00") == Days{"2026-06-17"});
    }
    SECTION("extended after the first, it warns anew") {
        CHECK(stage.reminded_until("2026-05-06T10:00") == Days{"2026-04-30"});
        stage.extend("2026-05-06T10:00");
        CHECK(stage.reminded_until("2026-07-02T12:00") == Days{"2026-06-02", "2026-06-26"});
    }
    SECTION("its end does not come") {
        stage.act("2026-05-29T10:00", "visit", "host");
        stage.reminded_until("2026-07-01T10:00");
        CHECK(stage.due("reply") == "2026-06-02 stopped");
        stage.act("2026-07-01T10:00", "return", "host");
        CHECK(stage.due("reply") == "2026-07-05");
        stage.reminded_until("2026-07-06T00:00");
        CHECK(stage.due("reply") == "-");  // it moved the case on
    }
}

TEST_CASE("an end that has come is not stopped any more", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    stage.act("2026-05-10T10:00", "visit", "host");
    CHECK(stage.find("draft")->passed);
    CHECK(stage.due("draft") == "2026-05-02");
    stage.act("2026-05-12T10:00", "return", "host");
    CHECK(stage.due("draft") == "2026-05-02");
    CHECK(stage.due("reply") == "2026-06-04");
}

TEST_CASE("downtime does not lengthen a stop that ends by itself", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    stage.act("2026-03-10T10:00", "ask", "host");
    auto state = stage.state();
    auto const clarify = stage.find("clarify");
    auto const change =
        decide(stage.procedure(),
               state,
               AlarmRang{.deadline = clarify->id, .at = clarify->due_at + std::chrono::hours{240}});
    apply(change, state);
    auto const reply = std::ranges::find(state.deadlines, stage.find("reply")->id, &Deadline::id);
    REQUIRE(reply->ledger.stops.size() == 1);
    CHECK(reply->ledger.stops[0].until == clarify->due_at);
}

TEST_CASE("guards see that a deadline stands still, and that it runs", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    stage.act("2026-03-10T10:00", "ask", "host");
    CHECK(stage.act("2026-03-10T11:00", "see", "host").empty());
    stage.act("2026-03-11T10:00", "explain", "host");
    stage.act("2026-03-11T11:00", "see", "host");
    CHECK(stage.seen() == R"(["stopped","runs"])");
}

TEST_CASE("a part stops its own deadline, what is outside stops those of all parts", "[clock]") {
    Stage stage{"2026-03-02T10:00", R"(["u1","u2"])"};
    CHECK(stage.due("opinion", "u1") == "2026-03-16");
    stage.act("2026-03-03T10:00", "query", "u1");
    CHECK(stage.due("opinion", "u1") == "2026-03-16 stopped");
    CHECK(stage.due("opinion", "u2") == "2026-03-16");
    CHECK(stage.due("reply") == "2026-06-02");
    stage.act("2026-03-05T10:00", "ask", "host");
    CHECK(stage.due("opinion", "u2") == "2026-03-16 stopped");
    stage.act("2026-03-06T10:00", "answer", "u1");
    CHECK(stage.due("opinion", "u1") == "2026-03-16 stopped");
    stage.act("2026-03-09T10:00", "explain", "host");
    CHECK(stage.due("opinion", "u1") == "2026-03-20");
    CHECK(stage.due("opinion", "u2") == "2026-03-18");
}

TEST_CASE("a deadline stands still so many times and no more", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    auto at = stage.wall("2026-03-03T10:00");
    auto const text = [&] { return to_text(at + std::chrono::hours{8}).substr(0, 16); };
    for (std::size_t i = 0; i < workflow::Bounds::stops_max; ++i) {
        REQUIRE(stage.act(text(), "visit", "host").empty());
        at += std::chrono::hours{24};
        REQUIRE(stage.act(text(), "return", "host").empty());
    }
    CHECK(stage.find("reply")->ledger.stops.size() == workflow::Bounds::stops_max);
    CHECK_THAT(stage.act(text(), "visit", "host"), Contains("has stood still 200 times"));
    CHECK(stage.due("reply") == "2026-12-19");
}

TEST_CASE("a ledger's history comes back from the store's text", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    stage.extend("2026-03-05T10:00");
    stage.act("2026-03-10T10:00", "ask", "host");
    stage.act("2026-03-15T08:00", "explain", "host");
    auto const& ledger = stage.find("reply")->ledger;
    REQUIRE(ledger.extensions.size() == 1);
    REQUIRE(ledger.stops.size() == 1);
    CHECK(decode_extensions(encode_extensions(ledger.extensions)) == ledger.extensions);
    CHECK(decode_stops(encode_stops(ledger.stops)) == ledger.stops);
    CHECK(encode_stops({}).empty());
    CHECK(decode_extensions("").empty());
    for (auto const* damaged : {"x", "{}", "[1]", R"([{"at":1,"to":"soon"}])"}) {
        CHECK_THROWS_AS(decode_extensions(damaged), std::runtime_error);
        CHECK_THROWS_AS(decode_stops(damaged), std::runtime_error);
    }
}
