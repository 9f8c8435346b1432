// Whoever is to be told and is not there is told of to the secretariat: each thing, not only the
// first of a step.
#include <catch2/catch.hpp>

#include "engine/tracking/case_data.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

/// Two dates that were given; nobody leads the host.
workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"dated.yaml", R"(format: 1
workflow: dated
version: 1
title: {zh-CN: 两个日期, en: Two dates}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  host: {type: unit}
  plan_by: {type: date, required: true}
  work_by: {type: date, required: true}
roles:
  office: {group: secretariat}
  leader: {field: host, leader: true}
suspend: {by: office}
resume: {by: office}
start: handling
states:
  handling:
    owner: office
    regions:
      plan:
        start: planning
        states:
          planning:
            due: {date: plan_by, reminders: [{at: 1 working day before, to: leader, message: plan_soon}]}
            actions: {planned: {by: office, go: done}}
          done: {end: true}
      work:
        start: working
        states:
          working:
            due: {date: work_by, reminders: [{at: 1 working day before, to: leader, message: work_soon}]}
            actions: {worked: {by: office, go: over}}
          over: {end: true}
    on_done: {go: closed}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language + R"(
messages:
  plan_soon: {subject: s, text: t}
  work_soon: {subject: s, text: t}
)"});
    }
    return text;
}

service::Request request(std::variant<service::Filing, service::Acting> what) {
    return {std::visit([](auto& one) { return decltype(service::Request::what){std::move(one)}; },
                       what),
            {}};
}

}  // namespace

TEST_CASE("a deadline whose date is over when it begins is overdue at once, and said to be",
          "[escalation]") {
    auto text = definition();
    auto const late = std::string{"{at: 1 working day before, to: leader, message: plan_soon}"};
    auto& yaml = text.workflow.text;
    yaml.replace(yaml.find(late),
                 late.size(),
                 late +
                     ", {at: 1 working day after, every: 2 working days, at_most: 9, to: office, "
                     "message: work_soon}");
    World world;
    REQUIRE_FALSE(has_errors(world.procedures.put_in_force(*world.store, text, world.clock.now())));
    world.at("2026-03-04T10:00");
    auto const with =
        tracking::read_values(support::procedure_of(text)->workflow,
                              R"({"title":"t","plan_by":"2026-02-26","work_by":"2026-05-11"})");
    auto const what = request(service::Filing{
        .workflow = "dated",
        .input = {.actor = service::actor_named(world.office.get()->directory, "chen-secretary"),
                  .with = *with,
                  .at = {}},
        .files = {}});
    REQUIRE(world.tracker.perform({&what, 1}, world.clock.now()).front());
    world.pass_until("2026-03-04T12:00");
    // The latest of what is behind, once; nobody was down, and nothing was missed.
    CHECK(world.sent() == Texts{"2026-03-04 10:00 chen-secretary work_soon"});
    world.pass_until("2026-03-05T18:00");
    CHECK(world.sent().size() <= 1);
}

TEST_CASE("two reminders of one step that find nobody are both told of", "[escalation]") {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) person.leads.clear();
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    World world{nullptr, std::move(office)};
    REQUIRE_FALSE(
        has_errors(world.procedures.put_in_force(*world.store, definition(), world.clock.now())));
    auto const actor = service::actor_named(world.office.get()->directory, "chen-secretary");
    auto const with = tracking::read_values(
        support::procedure_of(definition())->workflow,
        R"({"title":"t","host":"education-bureau","plan_by":"2026-03-10","work_by":"2026-03-11"})");
    auto const perform = [&](std::string_view wall, service::Request const& what) {
        world.pass_until(wall);
        auto const answer = world.tracker.perform({&what, 1}, world.clock.now()).front();
        REQUIRE(answer);
        return answer->id;
    };
    auto const act = [&](CaseId id, std::string action) {
        return request(service::Acting{id,
                                       {.action = std::move(action),
                                        .actor = actor,
                                        .with = {},
                                        .seen_revision = {},
                                        .at = {}}});
    };
    auto const id =
        perform("2026-03-02T10:00",
                request(service::Filing{"dated", {.actor = actor, .with = *with, .at = {}}}));
    perform("2026-03-03T10:00", act(id, "suspend"));
    // Both reminders fall into the time in which the case stands still.
    perform("2026-03-12T10:00", act(id, "resume"));
    Texts told;
    ports::DeliveryFilter filter;
    filter.case_id = id;
    for (auto const& row : world.store->read()->list_deliveries(filter))
        told.push_back(row.message + (row.text.find("plan_soon") != std::string::npos   ? " plan"
                                      : row.text.find("work_soon") != std::string::npos ? " work"
                                                                                        : ""));
    CHECK(told == Texts{"house.nobody_to_tell plan", "house.nobody_to_tell work"});
}
