// Ten years of an office in five minutes, every step held against an oracle. README.md says what it
// checks; DUBAN_SIMULATION_SEED, _YEARS, _PROPOSALS and _STORE choose what is run.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/storage/memory/memory_store.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/simulation/office_years.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace duban;

namespace {

std::uint64_t setting(char const* name, std::uint64_t otherwise) {
    auto const* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoull(text);
}

bool is_on_disk() {
    auto const* const text = std::getenv("DUBAN_SIMULATION_STORE");
    return text == nullptr || std::string_view{text} != "memory";
}

/// Rare things, which ten years must hold nonetheless, and how often each came.
std::vector<std::pair<std::string_view, std::int64_t>> rare_things(
    simulation::OfficeYears const& years) {
    auto const& figures = years.figures();
    auto const& seen = years.seen();
    return {
        {"silences", figures.silences},
        {"letters kept back by them", seen.silenced},
        {"woken before their end", figures.woken},
        {"overtaken", seen.overtaken},
        {"letters in hours of their readers' own", figures.own_hours},
        {"ends by the second of two terms", seen.by_other},
        {"beginnings moved off a rest day", seen.begun_after_rest},
        {"leaps of the clock ahead", figures.leaps_ahead},
        {"and back", figures.leaps_back},
        {"deadlines rewound", figures.rewound},
        {"reminders spread", seen.spread},
    };
}

}  // namespace

TEST_CASE("an office of years: every date, every reminder, every record", "[simulation]") {
    simulation::Settings const settings{
        .seed = setting("DUBAN_SIMULATION_SEED", 20160104),
        .years = static_cast<int>(setting("DUBAN_SIMULATION_YEARS", 10)),
        .proposals_a_year = static_cast<int>(setting("DUBAN_SIMULATION_PROPOSALS", 600)),
        .units = 80};
    REQUIRE(settings.years >= 1);
    REQUIRE(settings.years <= 10);
    auto const what = fmt::format(
        "DUBAN_SIMULATION_SEED={} DUBAN_SIMULATION_YEARS={} DUBAN_SIMULATION_PROPOSALS={}",
        settings.seed,
        settings.years,
        settings.proposals_a_year);
    std::cout << what << std::endl;
    support::TemporaryFolder const folder;
    auto store = is_on_disk() ? sqlite::open_sqlite_store({.path = folder.file("store.sqlite")})
                              : memory::make_memory_store();
    simulation::OfficeYears years{settings, std::move(store)};
    try {
        years.run();
    } catch (simulation::Contradiction const& found) {
        FAIL(what << "\n" << found.what());
    }
    auto const& figures = years.figures();
    std::cout
        << fmt::format(
               "{} steps, {} proposals, {} actions done and {} refused, {} letters ({} of the "
               "house's own besides; {} to deputies, {} asked for by their readers, {} because "
               "nobody "
               "had been reached), {} repeated, {} given up, {} withdrawn, {} deadlines recounted, "
               "{} audits, {} records",
               figures.steps,
               figures.filed,
               figures.acted,
               figures.refused,
               figures.letters,
               figures.house_letters,
               figures.stood_in,
               figures.own,
               figures.unreached,
               figures.retries,
               figures.given_up,
               figures.withdrawn,
               figures.recounted,
               figures.audits,
               figures.records)
        << std::endl;
    auto const rare = rare_things(years);
    for (auto const& [thing, times] : rare) std::cout << fmt::format("{} {}, ", times, thing);
    std::cout << std::endl;
    CHECK(figures.letters > figures.filed);
    CHECK(figures.retries > 0);
    CHECK(figures.refused > 0);
    // Of a few letters none may be for somebody who is away.
    if (figures.letters > 5'000) CHECK(figures.stood_in > 0);
    if (settings.years < 10 || settings.proposals_a_year < 600) return;
    for (auto const& [thing, times] : rare) {
        INFO(thing);
        CHECK(times > 0);
    }
}
