// What waits to be sent, and what is owed to be said, when a case is moved to another version.
#include <algorithm>
#include <set>

#include "engine/service/audit.hpp"
#include "tests/engine/service/upgrade_world.hpp"

using namespace duban;
using revision_test::Edits;
using service_test::recount;
using service_test::UpgradeWorld;
using What = service::CaseUpgrade::What;
using Texts = std::vector<std::string>;

TEST_CASE("a reminder that waits when its case is moved is told of the new end", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.deliver();
    world.pass_until("2026-04-30T08:00");
    world.sent();
    // Rung, and not sent yet: the reminders of a morning leave spread over a while.
    auto const rung = world.store->read()->next_alarm()->at;
    world.clock.set(rung);
    REQUIRE(world.alarms.ring(rung, 100).alarms > 0);
    REQUIRE(world.sent().empty());
    world.put_next_in_force({{"within: 3 months", "within: 70 days"}});
    REQUIRE(world.upgrader.perform(id, world.order(recount("reply")), rung).what == What::moved);
    world.pass_until("2026-05-05T18:00");
    auto const sent = world.sent();
    CAPTURE(sent);
    CHECK(std::ranges::count_if(sent, [](std::string const& letter) {
              return letter.ends_with("chen-secretary reply_soon");
          }) == 1);
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("an end that comes earlier by the upgrade is told of at once", "[upgrade]") {
    UpgradeWorld world;
    auto const id = world.handled_case();
    world.pass_until("2026-04-30T10:00");
    auto const before = world.sent();
    REQUIRE(
        std::ranges::any_of(before, [](auto const& one) { return one.ends_with("reply_soon"); }));
    world.put_next_in_force({{"within: 3 months", "within: 2 months"}});
    auto const order = world.order(recount("reply"));
    REQUIRE(world.upgrader.perform(id, order, world.clock.now()).what == What::moved);
    world.pass_until("2026-04-30T12:00");
    CHECK(world.sent() == Texts{"2026-04-30 10:00 chen-secretary reply_soon"});
    CHECK(service::audit(*world.store->read(), world.procedures).breaks.empty());
}

TEST_CASE("each reader of a role that the new version lacks is told of", "[upgrade]") {
    UpgradeWorld world;
    auto office = support::sample_office();
    auto people = office.directory.people();
    std::ranges::find(people, "lin-committee", &delivery::Person::id)
        ->groups.emplace_back("secretariat");
    office.directory = delivery::Directory{
        people, office.directory.units(), {"committee", "secretariat", "supervisor"}};
    world.office.put_in_force(std::move(office));
    auto const id = world.handled_case();
    world.pass_until("2026-04-30T08:00");
    world.sent();
    auto const rung = world.store->read()->next_alarm()->at;
    world.clock.set(rung);
    REQUIRE(world.alarms.ring(rung, 100).alarms > 0);
    Edits renamed{{"  office: {group", "  desk: {group"}, {"to: [office", "to: [desk"}};
    renamed.insert(renamed.end(), 3, {"owner: office", "owner: desk"});
    renamed.insert(renamed.end(), 5, {"by: office", "by: desk"});
    renamed.insert(renamed.end(), 2, {"to: office", "to: desk"});
    world.put_next_in_force(renamed);
    REQUIRE(world.upgrader.perform(id, world.order(), rung).what == What::moved);
    world.pass_until("2026-05-01T18:00");
    std::set<std::string> told;
    for (auto const& letter : world.letters) {
        if (letter.message != "house.reader_left") continue;
        for (auto const* name : {"陈", "林"}) {
            if (letter.text.find(name) != std::string::npos) told.insert(name);
        }
    }
    CHECK(told == std::set<std::string>{"林", "陈"});
}
