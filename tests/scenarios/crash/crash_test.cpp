// kill -9 at any moment, and again on the same file: what was answered is there, what was sent is
// known, and what was not sent will be.
#include <fmt/format.h>
#include <signal.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/service/audit.hpp"
#include "engine/service/wording.hpp"
#include "tests/scenarios/crash/record_of_run.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

using namespace duban;
using crash_test::RecordOfRun;
using support::ChildProcess;
using support::SeededRandom;
using support::TemporaryFolder;
using support::World;
using Texts = std::vector<std::string>;

namespace {

constexpr int offices = 10;
constexpr int kills = 20;  // of each
constexpr std::uint64_t lines_max = 40;

std::uint64_t seed_of_day() {
    static auto const seed = [] {
        auto const* const given = std::getenv("DUBAN_SEED");
        auto const drawn =
            given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
        fmt::print("crash_test: DUBAN_SEED={}\n", drawn);
        return std::uint64_t{drawn};
    }();
    return seed;
}

/// Every other Monday the office works for four hours and is killed in each; after the last one it
/// goes on for the two weeks, or is down for what is left of them.
constexpr int kills_of_monday = 4;

std::string beginning_of(int run) {
    auto const monday = make_day(2026, 3, 2) + std::chrono::days{14} * (run / kills_of_monday);
    return fmt::format("{}T{}:00", to_text(monday), 10 + run % kills_of_monday);
}

int hours_of(int run) {
    return run % kills_of_monday < kills_of_monday - 1 ? 1 : 14 * 24 - (kills_of_monday - 1);
}

/// Runs the office until it has said so many lines, and kills it. What it said before the signal
/// came was said, too.
void run_and_kill(std::string const& path,
                  std::uint64_t seed,
                  std::uint64_t lines,
                  int run,
                  RecordOfRun& record) {
    ChildProcess office({CRASH_WORKER,
                         path,
                         std::to_string(seed),
                         beginning_of(run),
                         std::to_string(hours_of(run))});
    for (std::uint64_t line = 0; line < lines; ++line) record.hear(office.read_line().value());
    office.kill();
    while (auto const line = office.read_line()) record.hear(*line);
    CHECK(office.wait() == -SIGKILL);
}

void check(std::string const& path, RecordOfRun const& record) {
    auto const store = sqlite::open_sqlite_store({.path = path});
    auto const reader = store->read();
    service::Procedures procedures{support::shipped_calendars()};
    CHECK(service::audit(*reader, procedures).breaks.empty());
    CHECK(record.contradictions(*reader) == Texts{});
}

/// The last run, which nobody interrupts: everything that waits is sent or given up.
void finish(std::string const& path, RecordOfRun& record) {
    World world{sqlite::open_sqlite_store({.path = path})};
    world.at(beginning_of(kills));
    for (auto next = world.courier.next("mail"); next; next = world.courier.next("mail")) {
        if (*next > world.clock.now()) world.clock.set(*next);
        world.deliver();
    }
    for (auto const& letter : world.letters) {
        record.hear_sent(letter.id, letter.message_id, letter.attempt);
    }
    CHECK(crash_test::unrest(*world.store->read()) == Texts{});
}

/// What one office said in all its runs.
RecordOfRun run_office(std::uint64_t seed) {
    TemporaryFolder const folder;
    auto const path = folder.file("duban.db");
    SeededRandom random{seed};
    RecordOfRun record;
    for (int run = 0; run < kills; ++run) {
        auto const lines = random.next() % (lines_max + 1);
        CAPTURE(run, lines);
        run_and_kill(path, random.next(), lines, run, record);
        check(path, record);
    }
    finish(path, record);
    check(path, record);
    return record;
}

}  // namespace

TEST_CASE("an office killed at any moment keeps what it answered and loses no letter") {
    std::size_t repeated = 0;
    for (std::uint64_t office = 0; office < offices; ++office) {
        CAPTURE(seed_of_day(), office);
        auto const record = run_office(seed_of_day() + office * 1000);
        CHECK(record.answers() > kills);
        CHECK(record.letters() > kills);
        repeated += record.repeated();
        fmt::print("office {}: {} kills, {} answers, {} letters, {} of them sent more than once\n",
                   office,
                   kills,
                   record.answers(),
                   record.letters(),
                   record.repeated());
    }
    CHECK(repeated > 0);  // else no kill met a letter under way, and nothing was shown
}
