// A procedure in which several units handle one case side by side, through store and letters: each
// is reminded of its own part, and a case read back from the store goes on where it stood.
#include <catch2/catch.hpp>

#include "engine/service/audit.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/forecast.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/place.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

workflow::DefinitionText joint_definition() {
    workflow::DefinitionText text;
    text.workflow = {"joint.yaml", R"(format: 1
workflow: joint
version: 1
title: {zh-CN: 联合办理, en: Joint handling}
time_zone: Asia/Shanghai
calendar: cn
fields:
  title: {type: text}
  co_handlers: {type: list of unit, required: true}
roles:
  office: {group: secretariat}
  co_handler: {part: true}
start: handling
states:
  handling:
    owner: office
    due: {name: reply, within: 3 months}
    on_entry: [{raise: {event: ask, after: 2 days}}]
    regions:
      answer:
        start: drafting
        states:
          drafting: {title: {zh-CN: 起草, en: Drafting}, actions: {write: {by: office, go: written}}}
          written: {end: true}
      opinions:
        for_each: unit in co_handlers
        fields: {opinion: {type: text}}
        start: asked
        states:
          asked:
            title: {zh-CN: 征求意见, en: Opinion asked}
            owner: co_handler
            due:
              name: opinion
              within: 10 working days
              reminders: [{at: 2 working days before, to: co_handler, message: opinion_soon}]
            on_entry: [{notify: {to: co_handler, message: opinion_asked}}]
            actions: {give: {by: co_handler, need: [opinion], go: given}}
          given: {end: true}
    on_done: {go: closed}
    actions:
      ask: {by: engine, do: [{notify: {to: office, message: opinion_asked}}]}
      change: {by: office, need: [co_handlers], do: [{notify: {to: office, message: opinion_soon}}]}
  closed: {end: true}
)"};
    for (auto const* language : {"zh-CN", "en"}) {
        text.messages.push_back({std::string{"messages."} + language + ".yaml",
                                 std::string{"format: 1\nlanguage: "} + language + R"(
messages:
  opinion_asked: {subject: '{{owner_names}}', text: '{{case_title}} {{due_date}}'}
  opinion_soon: {subject: '{{state_title}}', text: '{{case_title}} {{due_date}}'}
)"});
    }
    return text;
}

struct JointWorld : World {
    JointWorld() {
        auto const problems = procedures.put_in_force(*store, joint_definition(), clock.now());
        REQUIRE_FALSE(has_errors(problems));
        auto const procedure = support::procedure_of(joint_definition());
        auto const with = tracking::read_values(
            procedure->workflow,
            R"({"title":"关于校门口交通的提案","co_handlers":["education-bureau","housing-bureau"]})");
        service::Request const request{
            service::Filing{"joint", {.actor = {}, .with = *with, .at = {}}}, {}};
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        REQUIRE(answer);
        id = answer->id;
    }

    Texts places() {
        auto const file = service::open_case(*store->read(), procedures, id);
        return tracking::places_of(*file->procedure, file->state);
    }

    CaseId id;
};

}  // namespace

TEST_CASE("a part that was changed beside the journal shows", "[service]") {
    JointWorld world;
    REQUIRE(world.act(world.id, "give", "zhao-education", R"({"opinion":"同意"})"));
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(world.id);
    auto const replace = [&](std::string const& old, std::string const& by) {
        auto const at = row.memory.find(old);
        REQUIRE(at != std::string::npos);
        row.memory.replace(at, old.size(), by);
    };
    SECTION("not at all") {
        CHECK(service::audit(*transaction, world.procedures).breaks.empty());
        return;
    }
    SECTION("its opinion") {
        replace("同意", "反对");
    }
    SECTION("its unit") {
        replace(R"("key":"education-bureau")", R"("key":"transport-bureau")");
    }
    transaction->update_case(row);
    auto const breaks = service::audit(*transaction, world.procedures).breaks;
    REQUIRE(breaks.size() == 1);
    CHECK_THAT(breaks[0].what.en, Catch::Contains("the parts of the case"));
}

TEST_CASE("each unit is asked, reminded and heard for its own part", "[service]") {
    JointWorld world;
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 zhao-education opinion_asked",
                                "2026-03-02 10:00 sun-housing opinion_asked"});
    CHECK(world.letters[0].subject == "区教育局");
    CHECK(world.letters[0].text == "关于校门口交通的提案 2026-03-16");
    CHECK(world.state_of(world.id) == "handling.answer.drafting handling.opinions.asked");
    REQUIRE(world.act(world.id, "give", "zhao-education", R"({"opinion":"同意"})"));
    CHECK(world.places() == Texts{"handling.answer.drafting",
                                  "handling.opinions[education-bureau].given",
                                  "handling.opinions[housing-bureau].asked"});
    world.pass_until("2026-03-13T00:00");
    CHECK(world.sent() == Texts{"2026-03-04 10:00 chen-secretary opinion_asked",
                                "2026-03-12 09:00 sun-housing opinion_soon"});
    // The office is told of the reply's end, not of an opinion's.
    CHECK(world.letters[2].text == "关于校门口交通的提案 2026-06-02");
    CHECK(world.letters.back().subject == "征求意见");
}

TEST_CASE("whoever goes over to another part's unit is not reminded of their former one's",
          "[service]") {
    JointWorld world;
    world.pass_until("2026-03-12T08:00");
    world.sent();
    world.at("2026-03-12T09:00");
    world.alarms.ring(world.clock.now(), 100);
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::ranges::find(people, "zhao-education", &delivery::Person::id)->units = {"housing-bureau"};
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    world.office.put_in_force(office);
    world.deliver();
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-12 09:00 sun-housing opinion_soon",
                                "2026-03-12 09:00 chen-secretary house.reader_left"});
}

TEST_CASE("what has not arrived when a part's deadline ends is told with whose part it is",
          "[service]") {
    JointWorld world;
    world.post_office = [](ports::Outgoing const&) {
        delivery::Outcome outcome;
        outcome.kind = delivery::Outcome::Kind::temporary;
        outcome.error = delivery::ErrorClass::configuration;  // it waits and waits
        outcome.code = "535";
        return outcome;
    };
    world.pass_until("2026-03-17T12:00");
    ports::DeliveryFilter late;
    late.message = "house.too_late";
    auto const told = world.store->read()->list_deliveries(late);
    REQUIRE(told.size() == 2);
    CHECK_THAT(told[0].text, Catch::Contains("1号案件的时限“opinion（区教育局）”已到"));
    CHECK_THAT(told[1].text, Catch::Contains("（区住房和城乡建设局）"));
}

TEST_CASE("a unit that comes late is asked with its own term, a dropped one is left alone",
          "[service]") {
    JointWorld world;
    world.pass_until("2026-03-09T10:00");
    world.sent();
    REQUIRE(world.act(world.id,
                      "change",
                      "chen-secretary",
                      R"({"co_handlers":["education-bureau","transport-bureau"]})"));
    world.pass_until("2026-03-20T00:00");
    CHECK(world.sent() == Texts{"2026-03-09 10:00 chen-secretary opinion_soon",
                                "2026-03-09 10:00 smith-transport opinion_asked",
                                "2026-03-12 09:00 zhao-education opinion_soon",
                                "2026-03-19 09:00 smith-transport opinion_soon"});
}

TEST_CASE(
    "the shipped procedure tells each unit its own date, and who is taken off that it is free",
    "[service]") {
    World world;
    auto const id =
        world.file(R"({"title":"关于校门口交通的提案","proposers":["huang-member"]})")->id;
    REQUIRE(world.act(id, "accept", "lin-committee"));
    REQUIRE(world.act(
        id,
        "assign_jointly",
        "chen-secretary",
        R"({"host":"education-bureau","co_handlers":["transport-bureau","housing-bureau"]})"));
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 huang-member accepted",
                                "2026-03-02 10:00 zhao-education assigned",
                                "2026-03-02 10:00 huang-member assigned",
                                "2026-03-02 10:00 smith-transport opinion_asked",
                                "2026-03-02 10:00 sun-housing opinion_asked"});
    CHECK_THAT(world.letters[1].text, Catch::Contains("请承办单位于2026年3月5日"));
    CHECK_THAT(world.letters[3].text, Catch::Contains("give it by Thursday, 2 April 2026"));
    CHECK_THAT(world.letters[4].text, Catch::Contains("请于2026年4月2日"));
    REQUIRE(world.act(
        id, "change_co_handlers", "chen-secretary", R"({"co_handlers":["transport-bureau"]})"));
    REQUIRE(world.act(id, "extend", "chen-secretary", R"({"reason":"涉及多个部门"})"));
    world.deliver();
    CHECK(world.sent() == Texts{"2026-03-02 10:00 sun-housing co_handler_dropped",
                                "2026-03-02 10:00 zhao-education co_handlers_changed",
                                "2026-03-02 10:00 zhao-education extended",
                                "2026-03-02 10:00 huang-member extended"});
    // Of the clock that was extended, though the one for signing began later.
    CHECK_THAT(world.letters[7].subject, Catch::EndsWith("延至 2026-09-02"));
}

TEST_CASE("units that finish at the same moment never lose the join", "[service]") {
    JointWorld world;
    REQUIRE(world.act(world.id, "write", "chen-secretary"));
    auto const requests =
        std::vector{*world.acting(world.id, "give", "zhao-education", R"({"opinion":"同意"})"),
                    *world.acting(world.id, "give", "sun-housing", R"({"opinion":"无"})")};
    auto const answers = world.tracker.perform(requests, world.clock.now());
    CHECK(answers[0]);
    CHECK(answers[1]);
    CHECK(world.state_of(world.id) == "closed");
    CHECK(world.store->read()->raises(world.id).empty());
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("the forecast knows what was raised for later", "[service]") {
    JointWorld world;
    std::vector<service::UnreadableCase> unreadable;
    auto const entries = service::forecast(*world.store->read(),
                                           world.procedures,
                                           *world.office.get(),
                                           world.id,
                                           world.clock.now(),
                                           world.clock.now() + std::chrono::hours{24 * 11},
                                           unreadable);
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].message == "opinion_asked");
    CHECK(entries[0].recipient.en == "陈秘书");
    CHECK(entries[1].message == "opinion_soon");
}
