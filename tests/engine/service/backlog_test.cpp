// What has gathered for a channel before there was one waits for a decision.
#include "engine/service/backlog.hpp"

#include <catch2/catch.hpp>

#include "tests/support/world.hpp"

using namespace duban;
using delivery::Phase;
using service::Backlog;
using support::World;

namespace {

std::vector<Backlog> start(World& world) {
    return service::hold_backlogs(*world.store,
                                  world.courier,
                                  *world.office.get(),
                                  *calendar::Zone::find("Asia/Shanghai"),
                                  world.clock.now());
}

std::size_t in_phase(World& world, Phase phase) {
    ports::DeliveryFilter filter;
    filter.phase = phase;
    return world.store->read()->list_deliveries(filter).size();
}

}  // namespace

TEST_CASE("letters that are older than their channel are held, and asked about once", "[backlog]") {
    World world;
    world.assigned_case();
    auto const waiting = in_phase(world, Phase::queued);
    world.at("2026-03-09T10:00");
    auto const held = start(world);
    REQUIRE(held.size() == 1);
    CHECK(held[0].channel == "mail");
    CHECK(held[0].messages == waiting);
    CHECK(in_phase(world, Phase::held) == waiting);
    world.deliver();
    REQUIRE(world.letters.size() == 1);
    CHECK(world.letters[0].message == "house.backlog");
    for (auto const* word : {"outbox release", "outbox purge", "outbox bundle", "2026-03-02 10:00"})
        CHECK_THAT(world.letters[0].text, Catch::Contains(word));
    CHECK(start(world).empty());
    CHECK(in_phase(world, Phase::held) == waiting);
}

TEST_CASE("a daemon that ended between holding and asking asks when it is back", "[backlog]") {
    World world;
    world.assigned_case();
    world.at("2026-03-09T10:00");
    ports::DeliveryFilter all;
    all.channel = "mail";
    world.courier.hold(all, {.by = "duban", .why = "backlog"}, world.clock.now());
    CHECK(start(world).size() == 1);
}

TEST_CASE("what is young, or on a channel that has sent before, goes its way", "[backlog]") {
    World world;
    SECTION("young") {
        world.assigned_case();
        world.at("2026-03-02T10:59");
    }
    SECTION("it has sent before") {
        world.assigned_case();
        world.deliver();
        REQUIRE(world.act(world.assigned_case(), "sign", "zhao-education"));
        world.at("2026-03-09T10:00");
    }
    SECTION("it is known") {
        CHECK(start(world).empty());
        world.assigned_case();
        world.at("2026-03-09T10:00");
    }
    CHECK(start(world).empty());
    CHECK(in_phase(world, Phase::held) == 0);
}

TEST_CASE("what waits on a channel that is gone is given up, and told", "[backlog]") {
    World world;
    start(world);
    world.assigned_case();
    auto const waiting = in_phase(world, Phase::queued);
    auto office = support::sample_office();
    office.routes.front().channel = "other";
    world.office.put_in_force(office);
    auto const given_up = service::give_up_orphans(
        *world.store, world.courier, *world.office.get(), world.clock.now());
    CHECK(given_up == waiting);
    CHECK(in_phase(world, Phase::dead) == waiting);
    ports::DeliveryFilter told;
    told.message = "house.undeliverable";
    CHECK(world.store->read()->list_deliveries(told).size() == waiting);
}
