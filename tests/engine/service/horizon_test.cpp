// Deadlines that end after the last day whose holidays were published, and who is told of them.
#include "engine/service/horizon.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/renewed_calendars.hpp"
#include "tests/support/world.hpp"

using namespace duban;

namespace {

/// The shipped calendar of China knows the holidays of 2026, and the reply is due in 2027.
struct HorizonWorld : support::World {
    HorizonWorld() {
        procedures.put_in_force(*store, support::shipped_calendars(), clock.now());
        at("2026-11-02T10:00");
        assigned_case();
        deliver();
        sent();
    }

    std::vector<service::BeyondKnown> watch() {
        auto found = service::watch_horizon(*store, procedures, *office.get(), clock.now());
        deliver();
        return found;
    }

    /// The notices among what was sent since this was asked last.
    std::vector<std::string> told() {
        auto lines = sent();
        std::erase_if(lines, [](std::string const& line) {
            return line.find("house.calendar_ends") == std::string::npos;
        });
        return lines;
    }
};

}  // namespace

TEST_CASE("deadlines beyond the last known day are told of once a month", "[horizon]") {
    HorizonWorld world;
    auto const found = world.watch();
    REQUIRE(found.size() == 1);
    CHECK(found[0].calendar == "cn");
    CHECK(to_text(found[0].known_to) == "2026-12-31");
    CHECK(found[0].deadlines == 1);
    CHECK(world.told() ==
          std::vector<std::string>{"2026-11-02 10:00 chen-secretary house.calendar_ends"});
    auto const letter = std::ranges::find_if(
        world.letters, [](auto const& one) { return one.message == "house.calendar_ends"; });
    REQUIRE(letter != world.letters.end());
    CHECK(letter->text.find("有 1 个正在走的时限晚于 2026-12-31") != std::string::npos);
    CHECK(letter->text.find("duban calendar apply --dry-run") != std::string::npos);

    world.pass_until("2026-11-30T10:00");
    world.watch();
    CHECK(world.told().empty());
    world.pass_until("2026-12-01T10:00");
    world.watch();
    CHECK(world.told() ==
          std::vector<std::string>{"2026-12-01 10:00 chen-secretary house.calendar_ends"});
}

TEST_CASE("what a former version of the calendar counted is told of too", "[horizon]") {
    HorizonWorld world;
    world.procedures.put_in_force(
        *world.store, support::renewed_calendars({make_day(2026, 11, 17)}), world.clock.now());
    auto const found = world.watch();
    REQUIRE(found.size() == 1);
    CHECK(found[0].deadlines == 1);
    world.assigned_case();
    CHECK(service::beyond_known(*world.store->read(), world.procedures)[0].deadlines == 2);
}

TEST_CASE("nobody is told where all deadlines end within what is known", "[horizon]") {
    support::World world;
    world.assigned_case();
    CHECK(service::beyond_known(*world.store->read(), world.procedures).empty());
}
