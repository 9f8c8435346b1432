// What is foretold of events that wait, which belong to no deadline.
#include "engine/service/forecast.hpp"

#include <catch2/catch.hpp>

#include "tests/support/soon.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"looking.yaml", R"(format: 1
workflow: looking
version: 1
title: {zh-CN: 查看, en: Looking}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
roles:
  office: {group: secretariat}
start: open
states:
  open:
    owner: office
    on_entry: [{raise: {event: look, after: 2 days}}]
    actions:
      look: {by: engine, do: [{notify: {to: office, message: soon}}]}
      close: {by: office, go: closed}
  closed: {end: true}
)"};
    support::add_soon(text);
    return text;
}

}  // namespace

TEST_CASE("a notice of an event that waits has no due day", "[forecast]") {
    support::World world;
    auto const now = world.clock.now();
    auto const problems = world.procedures.put_in_force(*world.store, definition(), now);
    REQUIRE_FALSE(has_errors(problems));
    service::Request const request{service::Filing{"looking", {.actor = {}, .with = {}, .at = {}}},
                                   {}};
    auto const id = world.tracker.perform({&request, 1}, now).front()->id;
    std::vector<service::UnreadableCase> unreadable;
    auto const entries = service::forecast(*world.store->read(),
                                           world.procedures,
                                           *world.office.get(),
                                           id,
                                           now,
                                           now + std::chrono::hours{24 * 30},
                                           unreadable);
    REQUIRE_FALSE(entries.empty());
    CHECK(entries.front().message == "soon");
    CHECK_FALSE(entries.front().due_day);
    CHECK(entries.front().deadline.empty());
}
