// Where a case stands, as `duban why` tells it: places, people, guards, dates and what waits.
#include "engine/service/standing.hpp"

#include <catch2/catch.hpp>

#include "engine/tracking/case_data.hpp"
#include "tests/engine/tracking/handling_stage.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Texts = std::vector<std::string>;

/// A case of the handling procedure, at home with two co-handlers.
struct HandledWorld : World {
    HandledWorld() {
        REQUIRE_FALSE(has_errors(
            procedures.put_in_force(*store, support::handling_definition(), clock.now())));
        service::Request const request{
            service::Filing{"handling",
                            {.actor = {.id = "chen-secretary", .groups = {}, .units = {}},
                             .with = {},
                             .at = {}}},
            {}};
        auto const answer = tracker.perform({&request, 1}, clock.now()).front();
        REQUIRE(answer);
        id = answer->id;
    }

    void assign() {
        REQUIRE(act(
            id,
            "assign",
            "chen-secretary",
            R"({"host":"transport-bureau","co_handlers":["education-bureau","housing-bureau"]})"));
    }

    service::Standing standing(Language language = Language::en) {
        auto const reader = store->read();
        auto const file = service::open_case(*reader, procedures, id);
        auto const trail = service::trail_of(*reader, *file);
        auto const people = office.get();
        return service::standing_of(*file,
                                    {.trail = trail,
                                     .directory = people->directory,
                                     .language = language,
                                     .now = clock.now()});
    }

    CaseId id;
};

service::ActionStanding const& action_of(service::Standing const& standing,
                                         std::string const& name) {
    for (auto const& action : standing.actions) {
        if (action.name == name) return action;
    }
    FAIL("no action " << name);
    return standing.actions.front();
}

Texts ids(std::vector<service::Named> const& people) {
    Texts ids;
    for (auto const& person : people) ids.push_back(person.id);
    return ids;
}

}  // namespace

TEST_CASE("each place tells whose it is, since when, and by whose action", "[service]") {
    HandledWorld world;
    world.pass_until("2026-03-03T09:00");
    world.assign();
    world.pass_until("2026-03-05T15:00");
    REQUIRE(world.act(world.id, "give_opinion", "zhao-education", R"({"opinion":"同意"})"));
    auto const standing = world.standing();
    REQUIRE(standing.places.size() == 3);
    auto const& signing = standing.places[0];
    CHECK(signing.path == "handling.answer.signing");
    CHECK(signing.entered->action == "assign");
    CHECK(signing.by.name == "陈秘书");
    CHECK(signing.owner == std::vector<Text>{{"host", "host"}});
    CHECK_FALSE(signing.part);
    auto const& given = standing.places[1];
    CHECK(given.path == "handling.opinions[education-bureau].given");
    CHECK(given.part->name == "区教育局");
    CHECK(given.ended);
    CHECK(given.entered->action == "give_opinion");
    CHECK(given.by.id == "zhao-education");
    auto const& asked = standing.places[2];
    CHECK(asked.entered->number == signing.entered->number);
    CHECK(ids(asked.people) == Texts{"sun-housing"});
    CHECK(given.entered->at - asked.entered->at == std::chrono::hours{54});
}

TEST_CASE("a guard that says no names the condition, and the unit by which it fails", "[service]") {
    HandledWorld world;
    world.assign();
    REQUIRE(world.act(world.id, "give_opinion", "zhao-education", R"({"opinion":"同意"})"));
    auto const standing = world.standing(Language::zh_cn);
    auto const& reply = action_of(standing, "reply");
    CHECK_FALSE(reply.possible);
    CHECK(reply.because.en == "opinions are missing");
    REQUIRE(reply.guards.size() == 1);
    auto const& condition = reply.guards[0].condition;
    REQUIRE(condition.parts.size() == 2);
    CHECK(condition.parts[0].text == "parts.opinions.all(p, p.ended)");
    REQUIRE(condition.parts[0].parts.size() == 1);
    CHECK(condition.parts[0].parts[0].item == "区住房和城乡建设局");
    CHECK(condition.parts[0].parts[0].text == "p.ended");
    CHECK(condition.parts[1].answer == expression::Account::Answer::no);
}

TEST_CASE("an action of a part is told for each part, with those who may do it", "[service]") {
    HandledWorld world;
    world.assign();
    auto const standing = world.standing();
    Texts told;
    for (auto const& action : standing.actions) {
        if (action.name == "give_opinion")
            told.push_back(action.state + " " + action.part + " " + ids(action.people).front());
    }
    CHECK(told ==
          Texts{"handling.opinions[housing-bureau].asked housing-bureau sun-housing",
                "handling.opinions[education-bureau].asked education-bureau zhao-education"});
    for (auto const& action : standing.actions) CHECK(action.name != "nudge");
}

TEST_CASE("dates are told by part, with the next moment at which they act", "[service]") {
    HandledWorld world;
    world.assign();
    Texts told;
    for (auto const& deadline : world.standing().deadlines) {
        told.push_back(deadline.name + " " + (deadline.part ? deadline.part->name : "-") + " " +
                       to_text(*deadline.next_alarm));
    }
    CHECK(told == Texts{"reply - 2026-06-02T16:00:00Z",
                        "signing - 2026-03-05T16:00:00Z",
                        "opinion 区教育局 2026-04-02T16:00:00Z",
                        "opinion 区住房和城乡建设局 2026-04-02T16:00:00Z"});
}

TEST_CASE("events that were raised for later are told until they come", "[service]") {
    HandledWorld world;
    world.assign();
    auto const waits = world.standing().waits;
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].event == "nudge");
    CHECK(waits[0].id == "n1");
    world.pass_until("2026-03-06T10:00");
    CHECK(world.standing().waits.empty());
}

TEST_CASE("a state that was entered again tells of the last time", "[service]") {
    HandledWorld world;
    world.assign();
    for (auto const* unit : {"zhao-education", "sun-housing"})
        REQUIRE(world.act(world.id, "give_opinion", unit, R"({"opinion":"同意"})"));
    REQUIRE(world.act(world.id, "pause", "chen-secretary"));
    world.pass_until("2026-03-10T09:00");
    auto const paused = world.standing();
    REQUIRE(paused.places.size() == 1);
    CHECK(paused.places[0].entered->action == "pause");
    REQUIRE(world.act(world.id, "afresh", "chen-secretary"));
    CHECK(world.standing().places[0].entered->action == "afresh");
}
