// What a case hangs on is gone: the file of its calendar, somebody whom it names, its own data. The
// others go on, and the house hears of it.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/service/case_file.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using support::World;

namespace {

using Lines = std::vector<std::string>;

std::ptrdiff_t count(Lines const& sent, std::string_view ending) {
    return std::ranges::count_if(sent, [&](auto const& line) { return line.ends_with(ending); });
}

/// The office from the day on which the person is no longer in its directory.
service::Office office_without(std::string_view id) {
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::erase_if(people, [&](auto const& one) { return one.id == id; });
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    return office;
}

void damage(World& world, CaseId id) {
    auto const transaction = world.store->write();
    auto row = *transaction->find_case(id);
    row.data = "{";
    transaction->update_case(row);
    transaction->commit();
}

}  // namespace

TEST_CASE("cases run on by the last calendar of theirs whose file is gone", "[alarms]") {
    World world;
    world.at("2026-03-02T10:00");
    world.procedures.put_in_force(*world.store, support::shipped_calendars(), world.clock.now());
    auto const id = world.assigned_case();
    world.sent();
    world.procedures.put_in_force(*world.store, service::Calendars{}, world.clock.now());
    auto const refused = world.procedures.put_in_force(
        *world.store, support::shipped_definition("cppcc-proposal"), world.clock.now());
    CHECK(std::ranges::find(refused, "unknown-calendar", &Problem::rule) != refused.end());
    world.pass_until("2026-03-12T12:00");  // the signature was due on the 5th
    CHECK(count(world.sent(), " zhao-education sign_overdue") > 0);
    // Another process, that has never seen the file.
    service::Procedures other{{}};
    CHECK(service::open_case(*world.store->read(), other, id));
}

TEST_CASE("a case that cannot be read when something of it is due is told of once a day",
          "[alarms]") {
    World world;
    world.at("2026-03-02T10:00");
    auto const id = world.assigned_case();
    damage(world, id);
    world.sent();
    world.pass_until("2026-03-07T12:00");
    std::vector<std::string> days;
    for (auto const& line : world.sent()) {
        if (line.ends_with(" chen-secretary house.could_not_ring"))
            days.push_back(line.substr(0, 10));
    }
    CHECK(days == Lines{"2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07"});
    auto const& letter = *std::ranges::find_if(
        world.letters, [](auto const& one) { return one.message == "house.could_not_ring"; });
    CHECK_THAT(letter.text, Catch::Contains("case 1, deadline "));
}

TEST_CASE("a case that cannot be read later in the day is told of as well", "[alarms]") {
    World world;
    world.at("2026-03-02T10:00");
    damage(world, world.assigned_case());
    world.at("2026-03-02T14:00");
    auto const second = world.assigned_case();
    world.pass_until("2026-03-04T10:00");
    damage(world, second);  // its signature is due on the 5th at 12:30, the first is tried at 12:00
    world.pass_until("2026-03-06T09:30");
    auto const names_second = [](auto const& letter) {
        return letter.message == "house.could_not_ring" &&
               letter.text.find("case 2, deadline ") != std::string::npos;
    };
    CHECK(std::ranges::count_if(world.letters, names_second) == 2);  // the 5th and 6th
}

TEST_CASE("one of several who is gone from the directory is told of once", "[courier]") {
    World world;
    world.at("2026-03-08T10:00");  // a Sunday: what is said waits
    auto const both = R"({"title":"托育","proposers":["huang-member","zhao-education"]})";
    auto const id = world.file(both)->id;
    SECTION("while a letter waits for them") {
        REQUIRE(world.act(id, "accept", "lin-committee"));
        world.office.put_in_force(office_without("zhao-education"));
        world.pass_until("2026-03-09T12:00");
        auto const sent = world.sent();
        CHECK(count(sent, " huang-member accepted") == 1);
        CHECK(count(sent, " chen-secretary house.not_in_directory") == 1);
    }
    SECTION("when something is to be said") {
        world.office.put_in_force(office_without("zhao-education"));
        REQUIRE(world.act(id, "accept", "lin-committee"));
        world.pass_until("2026-03-09T12:00");
        CHECK(count(world.sent(), " chen-secretary house.not_in_directory") == 1);
        REQUIRE(world.act(id, "assign", "chen-secretary", R"({"host":"housing-bureau"})"));
        world.pass_until("2026-03-09T14:00");
        CHECK(count(world.sent(), " house.not_in_directory") == 0);
    }
}
