// An office whose disk fails while it works: each service says so, nothing is half done, and when
// the disk is well again all goes on.
#include <catch2/catch.hpp>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "tests/support/failing_disk.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using Catch::Matchers::Contains;
using delivery::Phase;
using ports::StoreFailure;
using support::FailingDisk;
using support::TemporaryFolder;
using support::World;
using Fault = FailingDisk::Fault;

namespace {

/// All that a half-done unit of work would show in.
struct Contents {
    std::int64_t cases = 0;
    std::int64_t records = 0;
    std::int64_t deadlines = 0;
    std::vector<std::pair<Phase, std::int64_t>> deliveries;
    std::optional<ports::AlarmRow> alarm;

    friend bool operator==(Contents const&, Contents const&) = default;
};

Contents contents(ports::Store& store) {
    auto const reader = store.read();
    service::Procedures procedures{support::shipped_calendars()};
    auto const audit = service::audit(*reader, procedures);
    CHECK(audit.breaks.empty());
    auto const counts = reader->counts();
    return {.cases = audit.cases,
            .records = audit.records,
            .deadlines = counts.running_deadlines,
            .deliveries = counts.deliveries,
            .alarm = reader->next_alarm()};
}

constexpr char const* proposal = R"({"title":"t","proposers":["huang-member"]})";

std::vector<service::Settled> delivered(ports::Outgoing const& letter) {
    delivery::Outcome outcome;
    outcome.kind = delivery::Outcome::Kind::delivered;
    return {{.id = letter.id, .attempt = letter.attempt, .outcome = outcome}};
}

}  // namespace

TEST_CASE("a disk that fails is told by every service, and nothing is half written") {
    auto const [what, fault, words] = GENERATE(table<char const*, Fault, char const*>({
        {"no room",
         Fault::disk_full,
         "the disk is full; nothing half written is left. Free some space"},
        {"no write",
         Fault::write_refused,
         "the disk refused to read or write; nothing half written"},
        {"no flush",
         Fault::sync_refused,
         "the disk refused to read or write; nothing half written"},
    }));
    CAPTURE(what);
    TemporaryFolder const folder;
    FailingDisk disk;
    World world{sqlite::open_sqlite_store({.path = folder.file("duban.db")})};
    auto const id = world.assigned_case();
    auto const underway = world.courier.claim("mail", world.clock.now(), 1).outgoing.at(0);
    world.at("2026-03-04T09:00");  // a reminder is due, and the other letters
    auto const before = contents(*world.store);
    std::vector<service::Request> const batch{world.filing(proposal).value(),
                                              world.filing(proposal).value()};
    auto const now = world.clock.now();

    disk.fail_at(1, fault, true);
    CHECK_THROWS_WITH(world.file(proposal), Contains(words));
    CHECK_THROWS_AS(world.tracker.perform(batch, now), StoreFailure);
    CHECK_THROWS_AS(world.act(id, "sign", "zhao-education"), StoreFailure);
    CHECK_THROWS_AS(world.alarms.ring(now, 10), StoreFailure);
    CHECK_THROWS_AS(world.courier.claim("mail", now, 10), StoreFailure);
    CHECK_THROWS_AS(world.courier.settle(delivered(underway), now), StoreFailure);
    CHECK(contents(*world.store) == before);

    disk.heal();
    CHECK(contents(*world.store) == before);
    CHECK(world.alarms.ring(now, 10).notices == 1);
    CHECK(world.courier.settle(delivered(underway), now).delivered == 1);
    world.deliver();
    CHECK(world.sent().size() == 3);
    CHECK(world.act(id, "sign", "zhao-education"));
    CHECK(world.file(proposal));
    auto const after = contents(*world.store);
    CHECK(after.cases == before.cases + 1);
    CHECK(after.deliveries == std::vector<std::pair<Phase, std::int64_t>>{{Phase::delivered, 4}});
}

TEST_CASE("a database that may only be read is told by every service, and can still be read") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    CaseId id;
    Contents before;
    {
        World world{sqlite::open_sqlite_store({.path = path})};
        id = world.assigned_case();
        before = contents(*world.store);
    }
    {
        World world{sqlite::open_sqlite_store({.path = path, .read_only = true})};
        world.at("2026-03-04T09:00");
        CHECK_THROWS_WITH(world.file(proposal), Contains("it was opened for reading only"));
        CHECK_THROWS_AS(world.act(id, "sign", "zhao-education"), StoreFailure);
        CHECK_THROWS_AS(world.alarms.ring(world.clock.now(), 10), StoreFailure);
        CHECK_THROWS_AS(world.courier.claim("mail", world.clock.now(), 10), StoreFailure);
        CHECK(world.state_of(id) == "handling.answer.signing");
        CHECK(contents(*world.store) == before);
    }
    World world{sqlite::open_sqlite_store({.path = path})};
    CHECK(contents(*world.store) == before);
    CHECK(world.act(id, "sign", "zhao-education"));
}
