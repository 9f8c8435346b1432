// A backup: a consistent copy, whole or not there, that opens like any store.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::storage_test;
using Catch::Matchers::Contains;
using sqlite::open_sqlite_store;

TEST_CASE("a backup holds what was committed, and not what a unit of work has open") {
    support::TemporaryFolder const folder;
    auto const copy = folder.file("copy.db");
    auto const store = open_sqlite_store({.path = folder.file("duban.db")});
    prepare_tally(*store);
    count_one(*store);
    {
        auto const open_work = store->write();
        auto row = open_work->find_case(CaseId{1}).value();
        row.revision = 99;
        open_work->update_case(row);
        store->backup(copy);
    }
    count_one(*store);

    struct stat status {};

    REQUIRE(::stat(copy.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600);
    CHECK_FALSE(std::filesystem::exists(copy + ".partial"));
    CHECK(check_soundness(copy) == "ok");
    auto const restored = open_sqlite_store({.path = copy});
    CHECK(read_tally(*restored).count == 1);
    CHECK(read_tally(*restored).torn == "");
    CHECK(count_one(*restored) == 2);
    CHECK(read_tally(*open_sqlite_store({.path = copy, .read_only = true})).count == 2);
}

TEST_CASE("a backup overwrites nothing") {
    support::TemporaryFolder const folder;
    auto const store = open_sqlite_store({.path = folder.file("duban.db")});
    auto const target = folder.file("kept");
    SECTION("a file") {
        std::ofstream(target) << "precious";
        CHECK_THROWS_WITH(store->backup(target), Contains(target) && Contains("not overwrite"));
        CHECK(std::filesystem::file_size(target) == 8);
    }
    SECTION("a link to nothing") {
        std::filesystem::create_symlink("nowhere", target);
        CHECK_THROWS_WITH(store->backup(target), Contains("not overwrite"));
    }
    SECTION("itself") {
        CHECK_THROWS_WITH(store->backup(folder.file("duban.db")), Contains("not overwrite"));
    }
    SECTION("a backup that was broken off") {
        std::ofstream(target + ".partial") << "half";
        CHECK_THROWS_WITH(store->backup(target), Contains(".partial") && Contains("remove it"));
        CHECK_FALSE(std::filesystem::exists(target));
    }
    SECTION("a folder that is not there") {
        CHECK_THROWS_WITH(store->backup(folder.file("none/copy")), Contains("is not there"));
    }
}
