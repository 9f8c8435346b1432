// Clocks in the hands of people: a deadline that is stopped and let go on, a whole case that is
// suspended and resumed, a deadline that is counted from a date that somebody tells.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/tracking/case_data.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/soon.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::tracking;
using Catch::Matchers::Contains;

namespace {

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"held.yaml", R"(format: 1
workflow: held
version: 1
title: {zh-CN: 中止, en: Held}
time_zone: Asia/Shanghai
calendar: cn
fields:
  reason: {type: text}
  received: {type: date}
  heard_at: {type: instant}
  answer: {type: text}
roles:
  office: {group: office}
  host: {group: host}
suspend: {by: office, need: [reason], do: [{notify: {to: host, message: soon}}]}
resume: {by: office, do: [{set: {reason: '"resumed"'}}]}
start: handling
states:
  handling:
    owner: host
    due:
      name: reply
      within: 20 working days
      from: received
      cut_off: 17:30
      start_on_rest_day: next_working_day
      stop: {by: office, need: [reason]}
      go_on: {by: office}
      reminders:
        - {at: 5 working days before, to: host, message: soon}
    on_entry: [{raise: {event: look, after: 10 days, id: look}}]
    actions:
      tell: {by: host, need: [received], do: [{set: {reason: '"told"'}}]}
      look: {by: engine, do: [{set: {answer: '"looked"'}}]}
      close: {by: host, go: closed}
    start: first
    states:
      first:
        due: {name: hearing, within: 48 hours, from: heard_at, on_due: {go: second}}
        actions: {hear: {by: host, need: [heard_at], do: [{set: {reason: '"heard"'}}]}}
      second: {actions: {back: {by: host, go: first}}}
  closed: {end: true}
)"};
    support::add_soon(text);
    return text;
}

class Stage {
  public:
    explicit Stage(std::string_view begins,
                   std::string const& with = "{}",
                   workflow::DefinitionText const& text = definition())
        : procedure_{support::procedure_of(text)}, rehearsal_{*procedure_, wall(begins)} {
        rehearsal_.file({.actor = {},
                         .with = *read_values(procedure_->workflow, with),
                         .at = {},
                         .unchecked = true});
    }

    std::string act(std::string_view at,
                    std::string const& action,
                    std::string const& as,
                    std::string const& with = "{}") {
        auto const outcome = rehearsal_.act({.action = action,
                                             .as = as,
                                             .with = *read_values(procedure_->workflow, with),
                                             .at = wall(at)});
        return outcome.refusal ? outcome.refusal->reason.en : "";
    }

    /// How many notices of reminders the action alone has led to.
    std::size_t reminded_by(std::string_view at, std::string const& action, std::string const& as) {
        auto const outcome =
            rehearsal_.act({.action = action, .as = as, .with = {}, .at = wall(at)});
        std::size_t count = 0;
        for (auto const& change : outcome.changes) {
            for (auto const& notice : change.notices) count += notice.reminder >= 0 ? 1 : 0;
        }
        return count;
    }

    std::vector<std::string> reminded_until(std::string_view at) {
        std::vector<std::string> days;
        for (auto const& change : rehearsal_.wait(wall(at)).changes) {
            for (auto const& notice : change.notices)
                days.push_back(to_text(procedure_->zone.day_of(notice.at)));
        }
        return days;
    }

    [[nodiscard]] std::string due(std::string_view name) const {
        for (auto const& deadline : rehearsal_.state().deadlines) {
            if (procedure_->workflow.states[deadline.state].due->name == name)
                return to_text(deadline.due_day) + (deadline.is_stopped() ? " stopped" : "");
        }
        return "-";
    }

    [[nodiscard]] std::string field(std::string_view name) const {
        return encode_value(rehearsal_.state().fields[procedure_->workflow.find_field(name)]);
    }

    [[nodiscard]] Case const& state() const { return rehearsal_.state(); }

    [[nodiscard]] Instant wall(std::string_view text) const {
        return procedure_->zone.to_instant(*parse_wall_time(text));
    }

  private:
    std::shared_ptr<Procedure const> procedure_;
    Rehearsal rehearsal_;
};

using Days = std::vector<std::string>;
constexpr auto because = R"({"reason":"an inquiry"})";

}  // namespace

TEST_CASE("a deadline that a person stops moves by the working days until it goes on", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK(stage.due("reply") == "2026-03-30");
    CHECK_THAT(stage.act("2026-03-04T10:00", "stop", "host", because), Contains("may not do"));
    CHECK_THAT(stage.act("2026-03-04T10:00", "stop", "office"), Contains("(reason) is missing"));
    CHECK_THAT(stage.act("2026-03-04T10:00", "go_on", "office"),
               Contains("nobody has stopped the deadline \"reply\""));
    CHECK(stage.act("2026-03-04T10:00", "stop", "office", because).empty());
    CHECK(stage.due("reply") == "2026-03-30 stopped");
    CHECK_THAT(stage.act("2026-03-05T10:00", "stop", "office", because),
               Contains("stands still already"));
    CHECK(stage.reminded_until("2026-04-20T10:00").empty());
    // What the state does goes on meanwhile, and stops it no less.
    CHECK(stage.act("2026-04-20T10:00", "back", "host").empty());
    CHECK(stage.due("reply") == "2026-03-30 stopped");
    CHECK(stage.act("2026-04-20T10:00", "go_on", "office").empty());
    // 32 working days from 5 March to 20 April (6 April is a rest day), and so many after 30
    // March (1 to 5 May are rest days, 9 May is worked).
    CHECK(stage.due("reply") == "2026-05-18");
    CHECK(stage.reminded_until("2026-05-20T10:00") == Days{"2026-05-11"});
}

TEST_CASE("what has ended is not stopped any more", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK(stage.act("2026-03-31T10:00", "stop", "office", because) ==
          "the deadline \"reply\" ended on 2026-03-30: it cannot be stopped any more");
}

TEST_CASE("a case that is suspended stands still as a whole until it is resumed", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK_THAT(stage.act("2026-03-02T11:00", "resume", "office"), Contains("is not suspended"));
    CHECK_THAT(stage.act("2026-03-03T10:00", "suspend", "host", because), Contains("may not do"));
    CHECK(stage.act("2026-03-03T10:00", "suspend", "office", because).empty());
    CHECK(stage.due("reply") == "2026-03-30 stopped");
    CHECK(stage.due("hearing") == "2026-03-04 stopped");
    CHECK(stage.act("2026-03-10T10:00", "close", "host") ==
          "the case has been suspended since 2026-03-03; possible here: resume");
    CHECK_THAT(stage.act("2026-03-10T10:00", "suspend", "office", because),
               Contains("has been suspended since"));
    // Neither an end nor an event that waits comes.
    CHECK(stage.reminded_until("2027-03-03T09:00").empty());
    CHECK(stage.field("answer") == "null");
    CHECK(stage.act("2027-03-03T10:00", "resume", "office").empty());
    CHECK(stage.field("reason") == R"("resumed")");
    CHECK_FALSE(stage.state().suspended_since);
    CHECK(stage.due("hearing") == "2027-03-04");
    // The event had nine days to come when it was suspended, and has them still.
    stage.reminded_until("2027-03-12T09:59");
    CHECK(stage.field("answer") == "null");
    stage.reminded_until("2027-03-12T10:00");
    CHECK(stage.field("answer") == R"("looked")");
    CHECK(stage.act("2027-03-12T11:00", "close", "host").empty());
}

TEST_CASE("a deadline stopped by hand still stands when its case is resumed", "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK(stage.act("2026-03-03T10:00", "stop", "office", because).empty());
    CHECK(stage.act("2026-03-04T10:00", "suspend", "office", because).empty());
    CHECK(stage.act("2026-03-09T10:00", "resume", "office").empty());
    CHECK(stage.due("reply") == "2026-03-30 stopped");
    CHECK(stage.act("2026-03-10T10:00", "go_on", "office").empty());
    CHECK(stage.due("reply") == "2026-04-07");
}

TEST_CASE("a deadline is counted from the date that a field tells", "[clock]") {
    SECTION("known when it begins") {
        Stage stage{"2026-03-02T10:00", R"({"received":"2026-02-25"})"};
        CHECK(stage.due("reply") == "2026-03-24");
    }
    SECTION("told, and told otherwise, while it runs") {
        Stage stage{"2026-03-02T10:00"};
        CHECK(stage.due("reply") == "2026-03-30");
        CHECK(
            stage.act("2026-03-05T10:00", "tell", "host", R"({"received":"2026-02-25"})").empty());
        CHECK(stage.due("reply") == "2026-03-24");
        // what was said of the one end is said of the other
        CHECK(stage.reminded_until("2026-03-18T12:00") == Days{"2026-03-17"});
        CHECK(
            stage.act("2026-03-19T10:00", "tell", "host", R"({"received":"2026-03-10"})").empty());
        CHECK(stage.due("reply") == "2026-04-08");
        CHECK(stage.reminded_until("2026-04-08T12:00") == Days{"2026-03-31"});
    }
    SECTION("told wrong and mended, it has stood still all the same") {
        Stage stage{"2026-03-02T10:00", R"({"received":"2026-03-02"})"};
        CHECK(stage.act("2026-03-04T10:00", "stop", "office", because).empty());
        CHECK(stage.act("2026-03-18T10:00", "go_on", "office").empty());
        auto const due = stage.due("reply");
        CHECK(due == "2026-04-14");
        for (auto const* received : {"2026-04-02", "2026-03-10", "2026-03-02"}) {
            auto const with = fmt::format(R"({{"received":"{}"}})", received);
            CHECK(stage.act("2026-03-20T10:00", "tell", "host", with).empty());
        }
        CHECK(stage.due("reply") == due);
    }
    SECTION("a date of rest counts as the next day of work") {
        Stage stage{"2026-03-02T10:00",
                    R"({"received":"2026-02-21"})"};  // a Saturday of the holiday
        CHECK(stage.due("reply") == "2026-03-23");    // from 24 February
    }
    SECTION("late in the day counts as the next one") {
        CHECK(Stage{"2026-03-02T17:29"}.due("reply") == "2026-03-30");
        CHECK(Stage{"2026-03-02T17:30"}.due("reply") == "2026-03-31");
    }
    SECTION("an instant begins hours, and one whose end has come acts at once") {
        Stage stage{"2026-03-02T10:00"};
        CHECK(
            stage.act("2026-03-02T12:00", "hear", "host", R"({"heard_at":"2026-03-02T03:00:00Z"})")
                .empty());
        auto const& hearing = stage.state().deadlines.back();
        CHECK(hearing.due_at == stage.wall("2026-03-04T11:00"));
        CHECK(
            stage.act("2026-03-03T12:00", "hear", "host", R"({"heard_at":"2026-02-20T03:00:00Z"})")
                .empty());
        stage.reminded_until("2026-03-03T12:01");
        CHECK(stage.due("hearing") == "-");
    }
}

TEST_CASE("a reminder that lay before the case is said where the stop moves it behind", "[clock]") {
    // Counted from a day before it was filed: its reminder would have come an hour earlier.
    Stage stage{"2026-03-09T10:00", R"({"received":"2026-02-10"})"};
    CHECK(stage.due("reply") == "2026-03-16");
    CHECK(stage.act("2026-03-10T10:00", "stop", "office", because).empty());
    CHECK(stage.reminded_by("2026-03-24T10:00", "go_on", "office") == 1);
    CHECK(stage.due("reply") == "2026-03-30");
    CHECK(stage.reminded_until("2026-03-27T10:00").empty());
}

TEST_CASE("a clock that goes on after the office has closed on the last day is not over",
          "[clock]") {
    auto text = definition();
    auto const rule = text.workflow.text.find("cut_off: 17:30");
    text.workflow.text.insert(rule, "ends: closing_hour\n      ");
    Stage stage{"2026-03-02T10:00", "{}", text};
    CHECK(stage.due("reply") == "2026-03-30");
    CHECK(stage.act("2026-03-30T10:00", "stop", "office", because).empty());
    CHECK(stage.act("2026-03-30T18:00", "go_on", "office").empty());
    CHECK(stage.due("reply") == "2026-03-31");
}

TEST_CASE("what was said of an end that has moved is not taken for said of the new one",
          "[clock]") {
    Stage stage{"2026-03-02T10:00"};
    CHECK(stage.reminded_until("2026-03-24T10:00") == std::vector<std::string>{"2026-03-23"});
    auto const earlier = R"({"received":"2026-02-27"})";
    CHECK(stage.act("2026-03-24T10:00", "tell", "host", earlier).empty());
    CHECK(stage.due("reply") == "2026-03-26");  // its reminder lies behind
    CHECK(stage.act("2026-03-25T10:00", "stop", "office", because).empty());
    CHECK(stage.reminded_by("2026-04-01T10:00", "go_on", "office") == 1);
    CHECK(stage.act("2026-04-01T11:00", "stop", "office", because).empty());
    CHECK(stage.reminded_by("2026-04-03T10:00", "go_on", "office") == 0);
}

TEST_CASE("a definition keeps what it says of clocks", "[clock]") {
    auto const read = [](std::string_view from, std::string_view to) {
        auto text = definition();
        auto& yaml = text.workflow.text;
        auto const at = yaml.find(from);
        REQUIRE(at != std::string::npos);
        yaml.replace(at, from.size(), to);
        std::string said;
        for (auto const& problem : workflow::read_definition(text).problems) {
            if (problem.severity == Severity::error) said += problem.rule + " ";
        }
        return said;
    };
    CHECK(read("{by: office}\n      reminders", "{by: office}\n      reminders").empty());
    CHECK(read("      go_on: {by: office}\n", "") == "missing-key ");
    CHECK(read("cut_off: 17:30", "cut_off: half past five") == "bad-cut-off ");
    CHECK(read("from: received", "from: answer") == "bad-start ");
    CHECK(read("start_on_rest_day: next", "start_on_rest_day: previous") == "unknown-word ");
    CHECK(read("resume: {by: office, do: [{set: {reason: '\"resumed\"'}}]}\n", "") ==
          "missing-key ");
    CHECK(read("resume: {by: office, do: [{set: {reason: '\"resumed\"'}}]}",
               "resume: {by: office, do: [{raise: look}]}") == "raise-in-suspension ");
    CHECK(read("suspend: {by: office,", "suspend: {by: office, action: close,") ==
          "duplicate-action ");
    CHECK(read("stop: {by: office,", "stop: {by: office, action: tell,") == "duplicate-action ");
}
