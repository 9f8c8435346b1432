#include "engine/tracking/ladder.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engine/service/wording.hpp"
#include "engine/tracking/decide.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using namespace duban::tracking;

namespace {

/// One deadline with one ladder, given as YAML.
std::shared_ptr<Procedure const> procedure_with(std::string const& due) {
    workflow::DefinitionText text;
    text.workflow = {"ladder.yaml",
                     fmt::format(R"(format: 1
workflow: ladder
version: 1
title: {{zh-CN: 催办, en: Ladder}}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {{type: text}}
roles:
  office: {{group: secretariat}}
  boss: {{group: supervisor}}
escalations:
  upwards:
    steps:
      - {{wait: 1 working day, every: 3 working days, at_most: 2, to: office, message: late}}
      - {{wait: 1 week, to: boss, message: night}}
      - {{wait: 2 days, to: boss, message: late}}
  within_hours:
    steps:
      - {{wait: 2 hours, to: office, message: night}}
      - {{wait: 3 working hours, every: 1 working day, at_most: 2, to: office, message: late}}
      - {{wait: 1 working day, to: boss, message: late}}
start: open
states:
  open:
    owner: office
    due: {}
    actions: {{close: {{by: office, go: done}}}}
  done: {{end: true}}
)",
                                 due)};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back(
            {fmt::format("messages.{}.yaml", language),
             fmt::format("format: 1\nlanguage: {}\nmessages:\n"
                         "  soon: {{subject: s, text: t}}\n"
                         "  late: {{subject: s, text: t}}\n"
                         "  night: {{subject: s, text: t, at_any_hour: true}}\n",
                         language)});
    }
    return support::procedure_of(text);
}

Instant wall(std::string_view text) {
    return calendar::Zone::find("Asia/Shanghai")->to_instant(*parse_wall_time(text));
}

std::vector<std::string> times(Procedure const& procedure,
                               Deadline const& deadline,
                               Instant until) {
    std::vector<std::string> texts;
    for (auto const& rung : rungs_between(procedure, deadline, deadline.ledger.started_at, until)) {
        texts.push_back(
            fmt::format("{} {}", rung.reminder, service::wall_text(rung.at, procedure.zone)));
    }
    return texts;
}

std::string next_text(Procedure const& procedure, Deadline const& deadline) {
    auto const next = next_alarm(procedure, deadline);
    return next ? service::wall_text(*next, procedure.zone) : "-";
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a ladder's rungs, one row per kind", "[ladder]") {
    auto const [due, start, expected] = GENERATE(table<std::string, std::string, Texts>({
        // Counted back from the due day, at the opening of the office.
        {"{within: 10 working days, reminders: [{at: 3 working days before, to: office, message: "
         "soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-11 09:00"}},
        // Over the Spring Festival: make-up workdays count.
        {"{within: 5 working days, reminders: [{at: 1 working day before, to: office, message: "
         "soon}]}",
         "2026-02-13T10:00",
         {"0 2026-02-26 09:00"}},
        // A warning that falls on a rest day goes out before it, a pressing one after it.
        {"{within: 10 days, reminders: [{at: 5 days before, to: office, message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-06 09:00"}},
        {"{within: 10 days, reminders: [{at: 2 days after, to: office, message: late}]}",
         "2026-03-02T10:00",
         {"0 2026-03-16 09:00"}},
        // Unless the message says that any hour will do.
        {"{within: 10 days, reminders: [{at: 5 days before, to: office, message: night}]}",
         "2026-03-02T10:00",
         {"0 2026-03-07 09:00"}},
        // Repeated until the due day, that day included.
        {"{within: 5 working days, reminders: [{at: 2 working days before, every: 1 working day, "
         "until: due, to: office, message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-05 09:00", "0 2026-03-06 09:00", "0 2026-03-09 09:00"}},
        // Repeated so many times.
        {"{within: 3 working days, reminders: [{at: 1 working day after, every: 3 working days, "
         "at_most: 3, to: office, message: late}]}",
         "2026-03-02T10:00",
         {"0 2026-03-06 09:00", "0 2026-03-11 09:00", "0 2026-03-16 09:00"}},
        // Two repeats that a weekend lays on one day are one.
        {"{within: 7 days, reminders: [{at: 3 days before, every: 1 day, until: due, to: office, "
         "message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-06 09:00", "0 2026-03-09 09:00"}},
        // What would have come before the deadline began never comes.
        {"{within: 5 working days, reminders: [{at: 30 days before, to: office, message: soon}]}",
         "2026-03-02T10:00",
         {}},
        // The steps of an escalation count from each other: from the last time that was said,
        // on the day on which it was.
        {"{within: 3 working days, escalation: upwards, reminders: [{at: 1 working day before, to: "
         "office, message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-04 09:00",
          "1 2026-03-06 09:00",
          "1 2026-03-11 09:00",
          "2 2026-03-18 09:00",
          "3 2026-03-20 09:00"}},
        // Hours count from the very end.
        {"{within: 3 working days, reminders: [{at: 10 hours before, to: office, message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-05 14:00"}},
        // Repeated, they come at the same time of other days.
        {"{within: 3 working days, reminders: [{at: 10 hours before, every: 1 working day, "
         "at_most: 3, to: office, message: soon}]}",
         "2026-03-02T10:00",
         {"0 2026-03-05 14:00", "0 2026-03-06 14:00", "0 2026-03-09 14:00"}},
        // Steps in hours wait from the very end, and from the very time of the step before; one in
        // days after them stands at the opening again.
        {"{within: 4 hours, escalation: within_hours}",
         "2026-03-05T10:00",
         {"0 2026-03-05 16:00", "1 2026-03-06 10:30", "1 2026-03-09 10:30", "2 2026-03-10 09:00"}},
    }));
    CAPTURE(due, start);
    auto const procedure = procedure_with(due);
    auto const deadline = start_deadline(*procedure, 0, wall(start), wall(start));
    CHECK(times(*procedure, deadline, wall("2027-01-01T00:00")) == expected);
}

TEST_CASE("the next alarm is the first rung not handled, or the deadline's end", "[ladder]") {
    auto const procedure = procedure_with(
        "{within: 5 working days, reminders: [{at: 1 working day before, to: office, message: "
        "soon}, "
        "{at: 1 working day after, to: boss, message: late}]}");
    auto deadline =
        start_deadline(*procedure, 0, wall("2026-03-02T10:00"), wall("2026-03-02T10:00"));
    CHECK(next_text(*procedure, deadline) == "2026-03-06 09:00");
    deadline.handled_until = wall("2026-03-06T09:00");
    CHECK(next_text(*procedure, deadline) == "2026-03-10 00:00");
    deadline.handled_until = wall("2026-03-10T00:00");
    deadline.passed = true;
    CHECK(next_text(*procedure, deadline) == "2026-03-10 09:00");
    deadline.handled_until = wall("2026-03-10T09:00");
    CHECK(next_text(*procedure, deadline) == "-");
}

TEST_CASE(
    "after downtime each role is told the latest thing only, unless the definition says otherwise",
    "[ladder]") {
    auto const [rule, expected] = GENERATE(table<std::string, Texts>({
        // The boss was to be told once, the office four times.
        {"latest_only", {"late to office", "late to boss"}},
        {"all",
         {"soon to office", "soon to office", "late to office", "late to office", "late to boss"}},
        {"none", {}},
    }));
    CAPTURE(rule);
    auto const procedure = procedure_with(fmt::format(
        "{{within: 5 working days, if_missed: {}, reminders: ["
        "{{at: 2 working days before, every: 1 working day, at_most: 2, to: office, message: "
        "soon}}, "
        "{{at: 1 working day after, every: 1 working day, at_most: 2, to: office, message: late}}, "
        "{{at: 2 working days after, to: boss, message: late}}]}}",
        rule));
    Case state;
    state.id = CaseId{1};
    state.fields.resize(1);
    state.position.active.push_back({0, 0});
    state.deadlines.push_back(
        start_deadline(*procedure, 0, wall("2026-03-02T10:00"), wall("2026-03-02T10:00")));
    state.deadlines[0].id = DeadlineId{1};
    auto const change =
        decide(*procedure, state, AlarmRang{DeadlineId{1}, wall("2026-03-20T10:00")});
    Texts told;
    for (auto const& notice : change.notices) {
        for (auto const role : notice.to) {
            told.push_back(fmt::format("{} to {}",
                                       procedure->workflow.messages[notice.message].name,
                                       procedure->workflow.roles[role].name));
        }
    }
    CHECK(told == expected);
    CHECK(change.deadline_passed);
    REQUIRE(change.deadlines_changed.size() == 1);
    CHECK(change.deadlines_changed[0].passed);
}
