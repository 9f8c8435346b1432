// A missed deadline goes further and further up, and whoever cannot be reached stops nothing.
#include <catch2/catch.hpp>

#include "engine/service/audit.hpp"
#include "engine/service/forecast.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using delivery::ErrorClass;
using delivery::Outcome;
using support::World;

namespace {

using Texts = std::vector<std::string>;

workflow::DefinitionText definition() {
    workflow::DefinitionText text;
    text.workflow = {"late.yaml", R"(format: 1
workflow: late
version: 1
title: {zh-CN: 逾期上报, en: Further up}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  host: {type: unit}
roles:
  office: {group: secretariat}
  boss: {group: supervisor}
  host: {field: host}
  leader: {field: host, leader: true}
escalations:
  upwards:
    steps:
      - {wait: 1 working day, every: 2 working days, at_most: 2, to: host, message: late}
      - {wait: 2 working days, to: leader, message: late}
      - {wait: 1 week, to: boss, message: late}
    unreached: {to: boss, message: unreached}
start: handling
states:
  handling:
    owner: host
    due:
      within: 5 working days
      reminders: [{at: 1 working day before, to: host, message: soon}]
      escalation: upwards
    actions:
      approve: {by: leader, go: closed}
      reply: {by: host, go: closed}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language + R"(
messages:
  soon: {subject: s, text: t}
  late: {subject: s, text: t}
  unreached: {subject: 'nobody reached {{due_date}}', text: t}
)"});
    }
    return text;
}

/// The sample office; the education bureau is led by Lin, or by nobody.
service::Office led_office(bool is_led = true) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    for (auto& person : people) {
        person.leads.clear();
        if (is_led && person.id == "lin-committee") person.leads = {"education-bureau"};
    }
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

struct LateWorld : World {
    explicit LateWorld(service::Office led = led_office()) : World{nullptr, std::move(led)} {
        REQUIRE_FALSE(has_errors(procedures.put_in_force(*store, definition(), clock.now())));
        auto const procedure = support::procedure_of(definition());
        auto const with = tracking::read_values(procedure->workflow,
                                                R"({"title":"t","host":"education-bureau"})");
        service::Request const request{
            service::Filing{"late", {.actor = {}, .with = *with, .at = {}}}, {}};
        at("2026-03-02T10:00");  // due on Monday the 9th
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        REQUIRE(answer);
        id = answer->id;
    }

    bool is_sound() { return service::audit(*store->read(), procedures).breaks.empty(); }

    CaseId id;
};

Outcome refused() {
    Outcome outcome;
    outcome.kind = Outcome::Kind::permanent;
    outcome.error = ErrorClass::recipient;
    return outcome;
}

Outcome taken() {
    Outcome outcome;
    outcome.kind = Outcome::Kind::delivered;
    return outcome;
}

}  // namespace

TEST_CASE("each step waits from the last time of the one before it", "[escalation]") {
    LateWorld world;
    world.pass_until("2026-04-30T00:00");
    CHECK(world.sent() == Texts{"2026-03-06 09:00 zhao-education soon",
                                "2026-03-10 09:00 zhao-education late",
                                "2026-03-12 09:00 zhao-education late",
                                "2026-03-16 09:00 lin-committee late",
                                "2026-03-23 09:00 wang-supervisor late"});
    CHECK(world.is_sound());
}

TEST_CASE("the answer ends the way up", "[escalation]") {
    LateWorld world;
    world.pass_until("2026-03-12T10:00");
    world.sent();
    REQUIRE(world.act(world.id, "reply", "zhao-education"));
    world.pass_until("2026-04-30T00:00");
    CHECK(world.sent().empty());
    CHECK(world.is_sound());
}

TEST_CASE("who leads the unit may do what its leader does, and nobody else may", "[escalation]") {
    LateWorld world;
    auto const refused = world.act(world.id, "approve", "zhao-education");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == tracking::Refusal::Kind::not_allowed);
    CHECK(world.act(world.id, "approve", "lin-committee"));
}

TEST_CASE("the plan tells the whole way up", "[escalation]") {
    LateWorld world;
    std::vector<service::UnreadableCase> unreadable;
    auto const plan = service::forecast(*world.store->read(),
                                        world.procedures,
                                        *world.office.get(),
                                        world.id,
                                        world.clock.now(),
                                        *parse_instant("2026-05-01T00:00:00Z"),
                                        unreadable);
    Texts told;
    for (auto const& entry : plan) {
        if (entry.kind == service::Forecast::Kind::reminder) told.push_back(entry.recipient.en);
    }
    CHECK(told == Texts{"赵老师", "赵老师", "赵老师", "林审查", "王督查"});
}

TEST_CASE("a step that finds nobody is told further at once", "[escalation]") {
    LateWorld world{led_office(false)};
    world.pass_until("2026-03-16T12:00");
    world.sent();
    world.letters.clear();
    world.pass_until("2026-03-17T00:00");
    CHECK(world.sent().empty());
    ports::DeliveryFilter filter;
    filter.case_id = world.id;
    Texts told;
    for (auto const& row : world.store->read()->list_deliveries(filter)) {
        if (row.message == "unreached" || row.message == "house.nobody_to_tell")
            told.push_back(row.recipient + " " + row.message + " " + row.subject);
    }
    CHECK(told == Texts{"chen-secretary house.nobody_to_tell 【督办】1号案件：“leader”无人可通知",
                        "wang-supervisor unreached nobody reached 2026-03-09"});
    CHECK(world.is_sound());
}

TEST_CASE("a reminder whose every letter comes back is told further at once, and once",
          "[escalation]") {
    LateWorld world;
    world.post_office = [](ports::Outgoing const& letter) {
        return letter.address.starts_with("zhao") ? refused() : taken();
    };
    world.pass_until("2026-03-06T12:00");
    CHECK(world.sent() == Texts{"2026-03-06 09:00 zhao-education soon",
                                "2026-03-06 09:00 chen-secretary house.undeliverable",
                                "2026-03-06 09:00 wang-supervisor unreached"});
    // The next occurrence is another thing that nobody has heard of.
    world.pass_until("2026-03-10T12:00");
    CHECK(world.sent() == Texts{"2026-03-10 09:00 zhao-education late",
                                "2026-03-10 09:00 chen-secretary house.undeliverable",
                                "2026-03-10 09:00 wang-supervisor unreached"});
    CHECK(world.is_sound());
}

TEST_CASE("where one of two is reached, nobody is told further", "[escalation]") {
    auto office = led_office();
    auto people = office.directory.people();
    people.push_back({.id = "qian-education",
                      .name = "钱老师",
                      .email = "qian@education.example.org",
                      .phone = {},
                      .language = Language::zh_cn,
                      .groups = {},
                      .units = {"education-bureau"}});
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    LateWorld world{office};
    world.post_office = [](ports::Outgoing const& letter) {
        return letter.address.starts_with("zhao") ? refused() : taken();
    };
    world.pass_until("2026-03-06T12:00");
    CHECK(world.sent() == Texts{"2026-03-06 09:00 zhao-education soon",
                                "2026-03-06 09:00 qian-education soon",
                                "2026-03-06 09:00 chen-secretary house.undeliverable"});
    CHECK(world.is_sound());
}

TEST_CASE("who is told that nobody was reached, and cannot be reached either, calls for no other",
          "[escalation]") {
    LateWorld world;
    world.post_office = [](ports::Outgoing const& letter) {
        return letter.address.starts_with("chen") ? taken() : refused();
    };
    world.pass_until("2026-03-06T12:00");
    CHECK(world.sent() == Texts{"2026-03-06 09:00 zhao-education soon",
                                "2026-03-06 09:00 chen-secretary house.undeliverable",
                                "2026-03-06 09:00 wang-supervisor unreached",
                                "2026-03-06 09:00 chen-secretary house.undeliverable"});
    CHECK(world.is_sound());
}

TEST_CASE("of two, one has left and the other cannot be reached: nobody was", "[escalation]") {
    auto office = led_office();
    auto people = office.directory.people();
    auto qian = people.front();
    qian.id = "qian-education";
    qian.email = "qian@education.example.org";
    qian.groups = {};
    qian.units = {"education-bureau"};
    people.push_back(qian);
    std::vector<std::string> const groups{"committee", "secretariat", "supervisor"};
    office.directory = delivery::Directory{people, office.directory.units(), groups};
    LateWorld world{office};
    world.post_office = [](ports::Outgoing const& letter) {
        return letter.address.starts_with("zhao") ? refused() : taken();
    };
    world.at("2026-03-06T09:00");
    REQUIRE(world.alarms.ring(world.clock.now(), 10).notices == 1);
    people.back().units = {};
    office.directory = delivery::Directory{people, office.directory.units(), groups};
    world.office.put_in_force(office);
    world.pass_until("2026-03-06T12:00");
    CHECK(world.sent() == Texts{"2026-03-06 09:00 zhao-education soon",
                                "2026-03-06 09:00 chen-secretary house.undeliverable",
                                "2026-03-06 09:00 wang-supervisor unreached"});
    CHECK(world.is_sound());
}
