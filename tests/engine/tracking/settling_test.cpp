// What goes on by itself when no event of the chart has come: the case was resumed, or a deadline
// has passed at which nothing is done.
#include <catch2/catch.hpp>

#include "engine/service/audit.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/rehearsal.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"settling.yaml", R"(format: 1
workflow: settling
version: 1
title: {zh-CN: 自行, en: Settling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  urgent: {type: yes_no, default: false}
roles:
  office: {group: secretariat}
suspend: {by: office}
resume: {by: office, do: [{set: {urgent: true}}]}
start: handling
states:
  handling:
    owner: office
    due: {name: reply, within: 5 days, stop: {by: office}, go_on: {by: office}}
    automatically: {only_if: 'urgent || deadlines.reply.passed', go: closed}
    actions:
      reply: {by: office, only_if: '!deadlines.reply.stopped', go: closed}
  closed: {end: true}
)"};
    return text;
}

struct Office : support::World {
    Office() {
        auto const problems = procedures.put_in_force(*store, definition(), clock.now());
        REQUIRE_FALSE(has_errors(problems));
        service::Request const request{
            service::Filing{"settling", {.actor = {}, .with = {}, .at = {}}}, {}};
        id = tracker.perform({&request, 1}, clock.now()).front()->id;
    }

    CaseId id;
};

}  // namespace

TEST_CASE("a case that is resumed goes on by itself", "[settling]") {
    Office office;
    REQUIRE(office.act(office.id, "suspend", "chen-secretary"));
    CHECK(office.state_of(office.id) == "handling");
    REQUIRE(office.act(office.id, "resume", "chen-secretary"));
    CHECK(office.state_of(office.id) == "closed");
    CHECK(service::audit(*office.store->read(), office.procedures).breaks.empty());
}

TEST_CASE("a deadline that passes lets go on what waits for it", "[settling]") {
    Office office;
    office.pass_until("2026-04-01T09:00");
    CHECK(office.state_of(office.id) == "closed");
    CHECK(service::audit(*office.store->read(), office.procedures).breaks.empty());
}

TEST_CASE("a clock that a person has stopped is a stopped one to guards", "[settling]") {
    Office office;
    REQUIRE(office.act(office.id, "stop", "chen-secretary"));
    CHECK_FALSE(office.act(office.id, "reply", "chen-secretary"));
    REQUIRE(office.act(office.id, "go_on", "chen-secretary"));
    CHECK(office.act(office.id, "reply", "chen-secretary"));
}
