// What the clock does to a case comes in its order, whoever was down, and nobody acts past an end.
#include "engine/service/bell.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <algorithm>

#include "engine/service/audit.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

workflow::DefinitionText definition(std::string_view rest) {
    workflow::DefinitionText text;
    text.workflow = {"belled.yaml",
                     fmt::format(R"(format: 1
workflow: belled
version: 1
title: {{zh-CN: 到时, en: Belled}}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {{type: text}}
  note: {{type: text}}
  short: {{type: text, at_most: 2}}
  received: {{type: date}}
roles:
  office: {{group: secretariat}}
{})",
                                 rest)};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back(
            {fmt::format("messages.{}.yaml", language),
             fmt::format("format: 1\nlanguage: {}\nmessages: {{said: {{subject: 'due "
                         "{{{{due_date}}}}', text: t}}}}\n",
                         language)});
    }
    return text;
}

/// Filed on Monday, 2 March 2026, at 10:00.
struct BelledWorld : World {
    explicit BelledWorld(std::string_view rest, char const* values = R"({"title":"t"})") {
        auto const text = definition(rest);
        auto const problems = procedures.put_in_force(*store, text, clock.now());
        for (auto const& problem : problems) {
            if (problem.severity == Severity::error) UNSCOPED_INFO(problem.message.en);
        }
        REQUIRE_FALSE(has_errors(problems));
        at("2026-03-02T10:00");
        auto const with = tracking::read_values(support::procedure_of(text)->workflow, values);
        REQUIRE(with);
        service::Request const request{
            service::Filing{"belled", {.actor = {}, .with = *with, .at = {}}}, {}};
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        if (!answer) FAIL(answer.error().reason.en);
        id = answer->id;
    }

    /// Nothing has rung until then.
    void be_down_until(char const* wall) {
        at(wall);
        while (alarms.next().value_or(Instant::max()) <= clock.now()) alarms.ring(clock.now(), 2);
    }

    std::string state() { return state_of(id); }

    service::Answer do_it(std::string_view action) { return act(id, action, "chen-secretary"); }

    tracking::Case read() { return service::open_case(*store->read(), procedures, id)->state; }

    /// The only one that runs.
    tracking::Deadline deadline() {
        auto const running = read().deadlines;
        REQUIRE(running.size() == 1);
        return running.front();
    }

    /// "due 2026-03-16" for each letter that was written.
    Texts written() {
        Texts written;
        for (auto const& row : store->read()->list_deliveries({})) {
            if (!row.message.starts_with("house.")) written.push_back(row.subject);
        }
        return written;
    }

    CaseId id;
};

}  // namespace

TEST_CASE("after a downtime what was raised before an end is answered before it", "[alarms]") {
    BelledWorld world{R"(start: waiting
states:
  waiting:
    on_entry: [{raise: {event: give_up, after: 20 days, id: x}}]
    due:
      within: 30 days
      reminders: [{at: 15 days before, to: office, message: said}]
      on_due: {go: overdue}
    actions: {give_up: {by: engine, go: given_up}}
  overdue: {end: true}
  given_up: {end: true}
)"};
    world.be_down_until("2026-04-03T10:00");
    CHECK(world.state() == "given_up");
}

TEST_CASE("what an end sets going comes before what ends after it", "[alarms]") {
    BelledWorld world{R"(start: working
states:
  working:
    on_done: {go: closed}
    regions:
      answer:
        start: asked
        states:
          asked: {due: {name: first, within: 5 days, on_due: {go: pressed}}}
          pressed: {due: {name: second, within: 5 days, on_due: {go: over}}}
          over: {end: true, on_entry: [{set: {note: '"ok"'}}]}
      survey:
        start: open
        states:
          open:
            due: {name: third, within: 15 days, on_due: {do: [{set: {short: note}}]}}
            actions: {finish: {by: office, go: finished}}
          finished: {end: true}
  closed: {end: true}
)"};
    world.be_down_until("2026-03-30T10:00");
    auto const fields = world.read().fields;
    CHECK(tracking::encode_value(fields[2]) == "\"ok\"");
}

TEST_CASE("nobody acts past an end that has come and has not been rung yet", "[alarms]") {
    BelledWorld world{R"(start: open
states:
  open:
    owner: office
    due:
      within: 5 days
      reminders: [{at: 1 day before, to: office, message: said}]
      on_due: {go: overdue}
    actions: {answer: {by: office, go: answered}}
  answered: {end: true}
  overdue: {owner: office, actions: {close: {by: office, go: answered}}}
)"};
    SECTION("in time") {
        world.at("2026-03-07T23:59");
        CHECK(world.do_it("answer"));
        CHECK(world.state() == "answered");
    }
    SECTION("too late, though nobody has rung it") {
        world.at("2026-03-08T08:00");
        auto const answer = world.do_it("answer");
        REQUIRE_FALSE(answer);
        CHECK(world.state() == "overdue");
        CHECK(world.do_it("close"));
    }
    for (auto const& one : service::audit(*world.store->read(), world.procedures).breaks)
        FAIL_CHECK(one.what.en);
}

TEST_CASE("an end that sets the date it is counted from comes again", "[alarms]") {
    BelledWorld world{R"(start: open
states:
  open:
    due:
      within: 1 month
      from: received
      on_due: {do: [{notify: {to: office, message: said}}, {set: {received: today}}]}
    actions: {close: {by: office, go: closed}}
  closed: {end: true}
)"};
    world.pass_until("2026-06-30T10:00");
    CHECK(world.written() == Texts{"due 2026-05-03", "due 2026-06-04", "due 2026-07-05"});
}

TEST_CASE("what is said after an end that leaves its deadline running is not lost in a downtime",
          "[alarms]") {
    auto const [on_due, state] = GENERATE(table<std::string, std::string>({
        {"{go: open.chased, internal: true}", "open.chased"},
        {"{do: [{set: {short: title}}], go: open.chased, internal: true}",
         "open.asked"},  // refused
    }));
    BelledWorld world{fmt::format(R"(start: open
states:
  open:
    due:
      within: 4 days
      reminders: [{{at: 1 working day after, to: office, message: said}}]
      on_due: {}
    start: asked
    states:
      asked: {{}}
      chased: {{}}
    actions: {{close: {{by: office, go: closed}}}}
  closed: {{end: true}}
)",
                                  on_due),
                      R"({"title":"too long"})"};
    world.be_down_until("2026-03-09T10:00");  // a Monday; it ended on Friday
    CHECK(world.state() == state);
    CHECK(world.written() == Texts{"due 2026-03-06"});
}

TEST_CASE("hours that end at a midnight end on the day that it begins, wherever it is asked",
          "[alarms]") {
    BelledWorld world{R"(start: open
states:
  open:
    due:
      within: 48 hours
      from: received
      reminders: [{at: 1 working day before, to: office, message: said}]
    actions: {close: {by: office, go: closed}}
  closed: {end: true}
)",
                      R"({"title":"t","received":"2026-03-02"})"};
    CHECK(to_text(world.deadline().due_day) == "2026-03-04");
    world.pass_until("2026-03-03T12:00");
    CHECK(world.written() == Texts{"due 2026-03-04"});
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("an event that is raised while a case stands still comes after it has gone on",
          "[alarms]") {
    BelledWorld world{R"(suspend: {by: office, do: [{raise: {event: look, after: 60 days, id: x}}]}
resume: {by: office}
start: open
states:
  open:
    actions: {look: {by: engine, go: looked}, close: {by: office, go: looked}}
  looked: {end: true}
)"};
    auto const [resumed, before, after] = GENERATE(table<char const*, char const*, char const*>({
        {"2026-03-13T10:00", "2026-05-12T09:59", "2026-05-12T10:00"},
        {"2026-06-10T10:00", "2026-08-09T09:59", "2026-08-09T10:00"},  // it has come meanwhile
    }));
    world.at("2026-03-03T10:00");
    REQUIRE(world.do_it("suspend"));
    world.pass_until(resumed);
    REQUIRE(world.do_it("resume"));
    world.pass_until(before);
    CHECK(world.state() == "open");
    world.pass_until(after);
    CHECK(world.state() == "looked");
}
