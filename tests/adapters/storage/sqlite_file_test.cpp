// The file: how it is made, and the words for one that cannot be used.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::storage_test;
using Catch::Matchers::Contains;
using sqlite::open_sqlite_store;
using support::TemporaryFolder;

namespace {

void write_file(std::string const& path, std::string const& octets) {
    std::ofstream(path, std::ios::binary) << octets;
}

std::string failure_of(sqlite::Options const& options) {
    try {
        open_sqlite_store(options);
    } catch (ports::StoreFailure const& failure) {
        return failure.what();
    }
    return "no failure";
}

unsigned mode_of(std::string const& path) {
    struct stat status {};

    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

}  // namespace

TEST_CASE("a new database is for its owner alone, and so are the files beside it") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    auto const store = open_sqlite_store({.path = path});
    prepare_tally(*store);
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path + "-wal") == 0600);
    CHECK(mode_of(path + "-shm") == 0600);
}

TEST_CASE("what is stored is there when the file is opened again") {
    TemporaryFolder const folder;
    auto const path = folder.file("督办 '库'.db");
    {
        auto const store = open_sqlite_store({.path = path});
        prepare_tally(*store);
        count_one(*store);
        count_one(*store);
    }
    auto const store = open_sqlite_store({.path = path});
    auto const tally = read_tally(*store);
    CHECK(tally.count == 2);
    CHECK(tally.torn == "");
    CHECK(run_sql(path, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("names that are special to SQLite are names of files") {
    auto const name = GENERATE(":memory:", "file:a.db?mode=memory", "a.db?vfs=none", "-");
    CAPTURE(name);
    TemporaryFolder const folder;
    auto const before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    {
        auto const store = open_sqlite_store({.path = name});
        prepare_tally(*store);
    }
    std::filesystem::current_path(before);
    CHECK(std::filesystem::file_size(folder.path() / name) > 0);
}

TEST_CASE("a file that cannot be used is refused in words that help") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    SECTION("no path") {
        CHECK_THAT(failure_of({.path = ""}), Contains("name a file"));
    }
    SECTION("no such folder") {
        CHECK_THAT(failure_of({.path = folder.file("none/duban.db")}),
                   Contains(folder.file("none") + " is not there") && Contains("Create it"));
    }
    SECTION("a folder") {
        std::filesystem::create_directory(path);
        CHECK_THAT(failure_of({.path = path}), Contains(path) && Contains("cannot be opened"));
    }
    SECTION("a text") {
        write_file(path, std::string(10'000, 'x'));
        CHECK_THAT(failure_of({.path = path}), Contains(path) && Contains("is not a database"));
    }
    SECTION("the database of another program") {
        run_sql(path, "CREATE TABLE song(title TEXT)");
        CHECK_THAT(failure_of({.path = path}), Contains("of another program"));
        CHECK(run_sql(path, "SELECT count(*) FROM sqlite_schema") == "1");
    }
    SECTION("a newer version") {
        open_sqlite_store({.path = path});
        run_sql(path, "INSERT INTO schema_version VALUES (1000)");
        CHECK_THAT(failure_of({.path = path}),
                   Contains("of version 1000") && Contains("newer program"));
        CHECK_THAT(failure_of({.path = path, .read_only = true}), Contains("of version 1000"));
    }
    SECTION("read only, and not there") {
        CHECK_THAT(failure_of({.path = path, .read_only = true}), Contains("cannot be opened"));
        CHECK_FALSE(std::filesystem::exists(path));
    }
    SECTION("damaged") {
        {
            auto const store = open_sqlite_store({.path = path});
            prepare_tally(*store);
            for (int time = 0; time < 50; ++time) count_one(*store, 3'000);
        }
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096);
        file << std::string(100'000, '\xee');
        file.close();
        auto const read = [&] { read_tally(*open_sqlite_store({.path = path})); };
        CHECK_THROWS_WITH(read(), Contains(path) && Contains("damaged") && Contains("backup"));
    }
    SECTION("locked by another program for longer than the time to wait") {
        open_sqlite_store({.path = path});
        auto const other = open_sqlite_store({.path = path});
        auto const open_transaction = other->write();
        auto const store =
            open_sqlite_store({.path = path, .busy_timeout = std::chrono::milliseconds(1)});
        CHECK_THROWS_WITH(store->write(), Contains(path) && Contains("locked"));
        CHECK_NOTHROW(store->read()->counts());
    }
}

TEST_CASE("a hash or a phase that no program of ours wrote is damage, not a value") {
    auto const damage = GENERATE("UPDATE delivery SET phase = 'lost'",
                                 "UPDATE delivery SET language = 'fr'",
                                 "PRAGMA ignore_check_constraints = 1;"
                                 "UPDATE journal SET hash = x'00'");
    CAPTURE(damage);
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    {
        auto const store = open_sqlite_store({.path = path});
        prepare_tally(*store);
        count_one(*store);
    }
    run_sql(path, damage);
    auto const store = open_sqlite_store({.path = path});
    CHECK_THROWS_WITH(read_tally(*store), Contains("damaged"));
}

TEST_CASE("a store opened for reading only reads, and writes nothing") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    auto const writing = open_sqlite_store({.path = path});
    prepare_tally(*writing);
    auto const reading = open_sqlite_store({.path = path, .read_only = true});
    auto const mark = reading->change_mark();
    count_one(*writing);
    CHECK(reading->change_mark() != mark);
    CHECK(read_tally(*reading).count == 1);
    CHECK_THROWS_WITH(reading->write(), Contains("opened for reading only"));
}

TEST_CASE("a second unit of work in one process waits, but not for ever") {
    TemporaryFolder const folder;
    auto const store = open_sqlite_store(
        {.path = folder.file("duban.db"), .busy_timeout = std::chrono::milliseconds(1)});
    auto const first = store->write();
    CHECK_THROWS_WITH(store->write(), Contains("does not end"));
}

TEST_CASE("readers that are forgotten are noticed before the files run out") {
    TemporaryFolder const folder;
    auto const store = open_sqlite_store({.path = folder.file("duban.db")});
    std::vector<std::unique_ptr<ports::Reader>> kept;
    auto const hoard = [&] {
        for (int count = 0; count < 1000; ++count) kept.push_back(store->read());
    };
    CHECK_THROWS_WITH(hoard(), Contains("too many readers"));
    kept.clear();
    CHECK_NOTHROW(store->read());
}
