// The day of a deadline in people's calendars: put there by its reminders, moved, taken back.
#include "engine/service/deadline_entry.hpp"

#include <catch2/catch.hpp>

#include "engine/service/audit.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

workflow::DefinitionText reply_definition() {
    workflow::DefinitionText text;
    text.workflow = {"reply.yaml", R"(format: 1
workflow: reply
version: 1
title: {zh-CN: 答复, en: Reply}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
roles:
  office: {group: secretariat}
start: handling
states:
  handling:
    title: {zh-CN: 办理, en: Handling}
    owner: office
    due:
      name: reply
      within: 1 month
      extend: {by: office, to: 2 months}
      stop: {by: office}
      go_on: {by: office}
      reminders:
        - {at: 10 days before, to: office, message: soon}
        - {at: 5 days before, to: office, message: soon}
        - {at: 3 days after, to: office, message: soon}
    actions: {reply: {by: office, go: closed}}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language + R"(
messages:
  soon: {subject: 'soon {{due_date}}', text: '{{title}}', html: '<p>{{title}}</p>'}
)"});
    }
    return text;
}

service::Office office_with_entries() {
    auto office = support::sample_office();
    office.calendar_entries = true;
    office.link_base = "https://duban.example.org";
    office.routes.front().sender = "duban@example.org";
    return office;
}

struct EntryWorld : support::World {
    explicit EntryWorld(service::Office configured = office_with_entries())
        : World{nullptr, std::move(configured)} {
        auto const problems = procedures.put_in_force(*store, reply_definition(), clock.now());
        REQUIRE_FALSE(has_errors(problems));
        auto const procedure = support::procedure_of(reply_definition());
        auto const with =
            tracking::read_values(procedure->workflow, R"({"title":"校门口 <交通>"})");
        service::Request const request{
            service::Filing{"reply", {.actor = {}, .with = *with, .at = {}}}, {}};
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        REQUIRE(answer);
        id = answer->id;
    }

    /// Of the last letter sent: "PUBLISH 20260402 1", empty where it carries no entry.
    std::string last_entry() {
        REQUIRE_FALSE(letters.empty());
        auto const& calendar = letters.back().calendar;
        if (calendar.empty()) return {};
        return value(calendar, "METHOD:") + " " + value(calendar, "DTSTART;VALUE=DATE:") + " " +
               value(calendar, "SEQUENCE:");
    }

    static std::string value(std::string const& calendar, std::string const& property) {
        auto const at = calendar.find("\n" + property);
        REQUIRE(at != std::string::npos);
        auto const start = at + 1 + property.size();
        return calendar.substr(start, calendar.find('\r', start) - start);
    }

    CaseId id;
};

}  // namespace

TEST_CASE("a reminder carries the day of its deadline, and moves it when it has moved", "[entry]") {
    EntryWorld world;
    world.pass_until("2026-03-24T00:00");
    REQUIRE(world.letters.size() == 1);
    CHECK(world.last_entry() == "PUBLISH 20260402 2");
    auto const first = world.letters.back();
    CHECK_THAT(first.calendar, Contains("ORGANIZER;CN=示范区政协提案委:mailto:duban@example.org"));
    CHECK_THAT(first.html, Contains("<html lang=\"zh-CN\">"));
    CHECK_THAT(first.html, Contains("<p>校门口 &lt;交通&gt;</p>"));
    world.at("2026-03-24T19:00");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    world.pass_until("2026-03-26T00:00");
    // Not with the next reminder alone, which is a month away.
    REQUIRE(world.letters.size() == 2);
    CHECK(world.sent().back() == "2026-03-25 09:00 chen-secretary house.entry_moved");
    CHECK(world.last_entry() == "PUBLISH 20260502 3");
    CHECK_THAT(world.letters.back().text, Contains("2026年5月2日（周六，原为2026年4月2日）"));
    world.pass_until("2026-04-23T00:00");
    REQUIRE(world.letters.size() == 3);
    CHECK(world.last_entry() == "PUBLISH 20260502 4");
    auto const uid = EntryWorld::value(first.calendar, "UID:");
    for (auto const& letter : world.letters)
        CHECK(EntryWorld::value(letter.calendar, "UID:") == uid);
}

TEST_CASE("an entry of a day that has moved on meanwhile is not sent", "[entry]") {
    EntryWorld world;
    world.pass_until("2026-03-24T00:00");
    world.at("2026-03-24T19:00");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    REQUIRE(world.act(world.id, "reply", "chen-secretary"));
    world.pass_until("2026-03-26T00:00");
    REQUIRE(world.letters.size() == 2);
    CHECK(world.last_entry() == "CANCEL 20260502 4");
}

TEST_CASE("an entry moves when its deadline goes on after a stop, and where it is extended in one",
          "[entry]") {
    EntryWorld world;
    world.pass_until("2026-03-24T00:00");
    world.at("2026-03-24T10:00");
    REQUIRE(world.act(world.id, "stop", "chen-secretary"));
    SECTION("it goes on ten days later") {
        world.at("2026-04-03T10:00");
        REQUIRE(world.act(world.id, "go_on", "chen-secretary"));
        world.pass_until("2026-04-03T12:00");
        CHECK(world.letters.size() == 2);
        CHECK_THAT(world.last_entry(), StartsWith("PUBLISH 20260412"));
    }
    SECTION("it goes on within the day, and nothing has moved") {
        world.at("2026-03-24T11:00");
        REQUIRE(world.act(world.id, "go_on", "chen-secretary"));
        world.pass_until("2026-03-25T12:00");
        CHECK(world.letters.size() == 1);
    }
    SECTION("it is extended meanwhile: at once, and again when it goes on") {
        REQUIRE(world.act(world.id, "extend", "chen-secretary"));
        world.pass_until("2026-03-25T12:00");
        REQUIRE(world.letters.size() == 2);
        CHECK_THAT(world.last_entry(), StartsWith("PUBLISH 20260502"));
        world.at("2026-04-03T10:00");
        REQUIRE(world.act(world.id, "go_on", "chen-secretary"));
        world.pass_until("2026-04-03T12:00");
        REQUIRE(world.letters.size() == 3);
        CHECK_THAT(world.last_entry(), StartsWith("PUBLISH 20260512"));
    }
}

TEST_CASE("an entry is not moved for whoever is no longer concerned, and nobody is told of that",
          "[entry]") {
    EntryWorld world;
    world.pass_until("2026-03-24T00:00");
    world.at("2026-03-24T19:00");
    REQUIRE(world.act(world.id, "extend", "chen-secretary"));
    auto changed = office_with_entries();
    auto people = changed.directory.people();
    for (auto& person : people) {
        if (person.id == "chen-secretary") person.groups.clear();
    }
    changed.directory = {people, changed.directory.units(), changed.directory.groups()};
    world.office.put_in_force(std::move(changed));
    world.pass_until("2026-03-26T00:00");
    ports::DeliveryFilter filter;
    filter.message = "house.entry_moved";
    auto const notices = world.store->read()->list_deliveries(filter);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].phase == delivery::Phase::cancelled);
    CHECK(notices[0].reason == "not_concerned");
    CHECK(world.letters.size() == 1);
}

TEST_CASE("whoever has an entry gets it taken back when the deadline ends before its day",
          "[entry]") {
    EntryWorld world;
    world.pass_until("2026-03-31T00:00");
    REQUIRE(world.letters.size() == 2);
    auto const uid = EntryWorld::value(world.letters.back().calendar, "UID:");
    world.at("2026-03-31T19:00");
    REQUIRE(world.act(world.id, "reply", "chen-secretary"));
    world.pass_until("2026-04-30T00:00");
    REQUIRE(world.letters.size() == 3);
    CHECK(world.sent().back() == "2026-04-01 09:00 chen-secretary house.entry_taken_back");
    CHECK(world.last_entry() == "CANCEL 20260402 4");
    CHECK(EntryWorld::value(world.letters.back().calendar, "UID:") == uid);
    CHECK_THAT(world.letters.back().text, Contains("校门口 <交通>"));
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("nothing is taken back from whom nothing has reached, nor of a day gone by", "[entry]") {
    SECTION("the reminder never left") {
        EntryWorld world;
        world.post_office = [](ports::Outgoing const&) {
            delivery::Outcome outcome;
            outcome.kind = delivery::Outcome::Kind::temporary;
            return outcome;
        };
        world.pass_until("2026-03-24T00:00");
        world.post_office = {};
        world.letters.clear();
        REQUIRE(world.act(world.id, "reply", "chen-secretary"));
        world.pass_until("2026-04-30T00:00");
        CHECK(world.letters.empty());
    }
    SECTION("the day is over: a late reminder carries no entry either") {
        EntryWorld world;
        world.pass_until("2026-04-10T00:00");
        REQUIRE(world.letters.size() == 3);
        CHECK(world.last_entry().empty());
        REQUIRE(world.act(world.id, "reply", "chen-secretary"));
        world.pass_until("2026-04-30T00:00");
        CHECK(world.letters.size() == 3);
    }
    SECTION("the office wants no entries") {
        auto office = office_with_entries();
        office.calendar_entries = false;
        EntryWorld world{std::move(office)};
        world.pass_until("2026-03-24T00:00");
        CHECK(world.last_entry().empty());
        REQUIRE(world.act(world.id, "reply", "chen-secretary"));
        world.pass_until("2026-04-30T00:00");
        CHECK(world.letters.size() == 1);
    }
}
