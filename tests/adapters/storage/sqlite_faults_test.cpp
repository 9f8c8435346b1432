// The disk fails at the n-th operation, for n = 1, 2, … until the scenario passes without reaching
// it (the manner of SQLite's own tests). Each time: what was answered is there, nothing is torn,
// and once the disk is well the store goes on.
#include <catch2/catch.hpp>

#include <string>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/counting_disk.hpp"
#include "tests/support/failing_disk.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::storage_test;
using Catch::Matchers::Contains;
using sqlite::open_sqlite_store;
using support::FailingDisk;
using support::TemporaryFolder;
using Fault = FailingDisk::Fault;

namespace {

/// What the writer was told.
struct Told {
    std::int64_t committed = 0;  // the last number that was answered
    std::int64_t attempted = 0;  // units of work begun
    int failures = 0;
};

/// Units of work, small and large; each is tried whether or not the one before it failed.
void work(ports::Store& store, Told& told) {
    for (std::size_t const weight : {0, 0, 30'000, 0}) {
        ++told.attempted;
        try {
            told.committed = count_one(store, weight);
        } catch (ports::StoreFailure const&) {
            ++told.failures;
        }
    }
}

void check_tally(ports::Store& store, Told const& told) {
    auto const tally = read_tally(store);
    CHECK(tally.torn == "");
    CHECK(tally.count >= told.committed);
    CHECK(tally.count <= told.attempted);
}

constexpr int operations_max = 2000;

}  // namespace

TEST_CASE("whichever operation of the disk fails, what was committed is there and whole") {
    auto const [what, fault, for_good] = GENERATE(table<char const*, Fault, bool>({
        {"one write", Fault::write_refused, false},
        {"every write from then on", Fault::write_refused, true},
        {"no room for one write", Fault::disk_full, false},
        {"no room from then on", Fault::disk_full, true},
        {"one flush", Fault::sync_refused, false},
        {"every flush from then on", Fault::sync_refused, true},
    }));
    CAPTURE(what);
    int n = 1;
    bool struck = true;
    for (; struck && n < operations_max; ++n) {
        CAPTURE(n);
        TemporaryFolder const folder;
        auto const path = folder.file("duban.db");
        FailingDisk disk;
        Told told;
        {
            auto const store = open_sqlite_store({.path = path});
            prepare_tally(*store);
            disk.fail_at(n, fault, for_good);
            work(*store, told);
            struck = disk.struck();
            CHECK((told.failures > 0) == struck);
            disk.heal();
            check_tally(*store, told);
            ++told.attempted;
            told.committed = count_one(*store);
        }
        auto const store = open_sqlite_store({.path = path});
        check_tally(*store, told);
        CHECK(check_soundness(path) == "ok");
    }
    CHECK_FALSE(struck);
    CHECK(n > (fault == Fault::sync_refused ? 4 : 20));  // the loop did reach the work
}

TEST_CASE("whichever operation of a checkpoint fails, what was committed is there and whole") {
    auto const fault = GENERATE(Fault::write_refused, Fault::disk_full, Fault::sync_refused);
    CAPTURE(static_cast<int>(fault));
    int n = 1;
    bool struck = true;
    for (; struck && n < operations_max; ++n) {
        CAPTURE(n);
        TemporaryFolder const folder;
        auto const path = folder.file("duban.db");
        FailingDisk disk;
        Told told;
        {
            auto const store = open_sqlite_store({.path = path});
            prepare_tally(*store);
            work(*store, told);
            disk.fail_at(n, fault, true);  // closing the last connection is a checkpoint
        }
        struck = disk.struck();
        disk.heal();
        auto const store = open_sqlite_store({.path = path});
        CHECK(read_tally(*store).count == told.committed);
        check_tally(*store, told);
        CHECK(check_soundness(path) == "ok");
    }
    CHECK_FALSE(struck);
    CHECK(n > 2);
}

TEST_CASE("whenever the power is cut, what was committed is there and whole") {
    int n = 1;
    bool struck = true;
    for (; struck && n < operations_max; ++n) {
        CAPTURE(n);
        TemporaryFolder const folder;
        auto const path = folder.file("duban.db");
        FailingDisk disk;
        Told told;
        {
            auto const store = open_sqlite_store({.path = path});
            prepare_tally(*store);
            disk.fail_at(n, Fault::power_cut, true);
            work(*store, told);
        }
        struck = disk.struck();
        disk.heal();
        disk.forget_unflushed();
        auto const store = open_sqlite_store({.path = path});
        check_tally(*store, told);
        CHECK(check_soundness(path) == "ok");
    }
    CHECK_FALSE(struck);
    CHECK(n > 20);
}

TEST_CASE("a database that cannot be created for want of room can be when there is some") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    FailingDisk disk;
    for (std::int64_t const octets : {1, 1'000, 5'000, 20'000, 40'000}) {
        CAPTURE(octets);
        disk.set_quota(octets);
        CHECK_THROWS_WITH(open_sqlite_store({.path = path}), Contains("the disk is full"));
    }
    disk.set_quota(0);
    auto const store = open_sqlite_store({.path = path});
    prepare_tally(*store);
    CHECK(count_one(*store) == 1);
}

TEST_CASE("a backup that fails leaves no file") {
    TemporaryFolder const folder;
    auto const store = open_sqlite_store({.path = folder.file("duban.db")});
    FailingDisk disk;
    auto const source = open_sqlite_store({.path = folder.file("other.db")});
    prepare_tally(*source);
    disk.set_quota(10'000);
    CHECK_THROWS_WITH(source->backup(folder.file("copy.db")), Contains("the disk is full"));
    CHECK_FALSE(std::filesystem::exists(folder.file("copy.db")));
    CHECK_FALSE(std::filesystem::exists(folder.file("copy.db.partial")));
    disk.set_quota(0);
    CHECK_NOTHROW(source->backup(folder.file("copy.db")));
}

TEST_CASE("a commit is one flush of the log, whatever checkpoints add") {
    auto const [weight, checkpoints] = GENERATE(table<std::size_t, bool>({
        {0, false},  // fewer pages than a checkpoint waits for
        {200'000, true},
    }));
    CAPTURE(weight);
    constexpr int times = 60;
    TemporaryFolder const folder;
    support::CountingDisk const disk;
    auto const store = open_sqlite_store({.path = folder.file("duban.db")});
    prepare_tally(*store);
    auto const flushes_before = disk.commit_flushes();
    auto const checkpoints_before = disk.checkpoints();
    for (int time = 0; time < times; ++time) count_one(*store, weight);
    CHECK(disk.commit_flushes() - flushes_before == times);
    CHECK((disk.checkpoints() > checkpoints_before) == checkpoints);
}
