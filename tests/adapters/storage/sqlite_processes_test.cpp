// Other processes on the same file, and their sudden end. (One store per process and file is the
// rule; these tests need processes of their own.)
#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;
using namespace duban::storage_test;
using Catch::Matchers::Contains;
using support::ChildProcess;
using support::TemporaryFolder;

TEST_CASE("several processes write one file that none of them has seen before") {
    constexpr int processes = 4;
    constexpr int times = 25;
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    {
        std::vector<std::unique_ptr<ChildProcess>> writers;
        for (int process = 0; process < processes; ++process) {
            writers.push_back(std::make_unique<ChildProcess>(
                std::vector<std::string>{STORE_CHILD, "count", path, std::to_string(times)}));
        }
        for (auto const& writer : writers) {
            while (auto const line = writer->read_line()) CHECK_THAT(*line, !Contains("failed"));
            CHECK(writer->wait() == 0);
        }
    }
    auto const store = sqlite::open_sqlite_store({.path = path});
    CHECK(read_tally(*store).count == processes * times);
    CHECK(read_tally(*store).torn == "");
    CHECK(check_soundness(path) == "ok");
}

TEST_CASE("a commit of another process is news, and is read whole while it goes on") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    auto const store = sqlite::open_sqlite_store({.path = path});
    prepare_tally(*store);
    auto mark = store->change_mark();
    ChildProcess writer({STORE_CHILD, "count", path, "50"});
    while (auto const line = writer.read_line()) {
        auto const tally = read_tally(*store);
        CHECK(tally.torn == "");
        CHECK(tally.count >= std::stoll(*line));
    }
    CHECK(writer.wait() == 0);
    CHECK(store->change_mark() != mark);
}

TEST_CASE("what was committed before kill -9 is there, and nothing half written is") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    std::int64_t answered = 0;
    for (int const lines : {0, 1, 2, 3, 5, 8, 13, 21, 34, 55}) {
        CAPTURE(lines);
        ChildProcess writer({STORE_CHILD, "count", path, "1000000"});
        for (int line = 0; line < lines; ++line) answered = std::stoll(writer.read_line().value());
        writer.kill();
        // What was printed before the signal came was answered, too.
        while (auto const line = writer.read_line()) answered = std::stoll(*line);
        CHECK(writer.wait() == -SIGKILL);

        auto const store = sqlite::open_sqlite_store({.path = path});
        prepare_tally(*store);
        auto const tally = read_tally(*store);
        CHECK(tally.torn == "");
        CHECK(tally.count >= answered);
        CHECK(tally.count <= answered + 1);
    }
    CHECK(check_soundness(path) == "ok");
}

TEST_CASE("a file or folder that may not be written is told, and left as it was") {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    auto const [what, folder_mode, file_mode] = GENERATE(table<char const*, mode_t, mode_t>({
        {"the file", 0777, 0444},
        {"the folder", 0555, 0666},
        {"both", 0555, 0444},
        {"the file, not even to be read", 0777, 0000},
    }));
    CAPTURE(what);
    {
        auto const store = sqlite::open_sqlite_store({.path = path});
        prepare_tally(*store);
    }
    REQUIRE(::chmod(path.c_str(), file_mode) == 0);
    REQUIRE(::chmod(folder.path().c_str(), folder_mode) == 0);
    ChildProcess writer({STORE_CHILD, "open", path});
    auto const line = writer.read_line().value();
    CHECK(writer.wait() == 3);
    CHECK_THAT(line, Contains(path) && Contains("Check"));
    REQUIRE(::chmod(folder.path().c_str(), 0700) == 0);
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
    CHECK(read_tally(*sqlite::open_sqlite_store({.path = path})).count == 0);
}

TEST_CASE("a full disk is told; when there is room again the work goes on") {
    TemporaryFolder const folder;
    ChildProcess writer({STORE_CHILD, "fill", folder.path().string()});
    std::int64_t answered = 0;
    auto line = writer.read_line().value();
    if (line == "may not mount") {
        WARN("a small file system may not be mounted here: passed over");
        return;
    }
    for (; !line.starts_with("failed: "); line = writer.read_line().value()) {
        answered = std::stoll(line);
    }
    CHECK(answered > 3);
    CHECK_THAT(line, Contains("the disk is full") && Contains("Free some space"));
    CHECK(writer.read_line().value() == "kept: " + std::to_string(answered) + " ");
    CHECK(writer.read_line().value() == std::to_string(answered + 1));
    CHECK(writer.read_line().value() == "kept: " + std::to_string(answered + 1) + " ");
    CHECK(writer.wait() == 0);
}
