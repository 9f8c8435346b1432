// A calendar is renewed under a million running deadlines: listing what would move, and moving it.
// Reference: both together under a minute on one core, and the memory does not grow with them.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <filesystem>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/base/ensure.hpp"
#include "engine/service/recounter.hpp"
#include "tests/bench/million_cases.hpp"
#include "tests/support/renewed_calendars.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

double octets_held() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) * 1024;
}

void recount_a_million(benchmark::State& state) {
    support::TemporaryFolder const folder;
    auto const path = folder.file("copy.db");
    bench::million_cases().open()->backup(path);
    auto const store = sqlite::open_sqlite_store({.path = path});
    service::Procedures procedures{support::shipped_calendars()};
    service::CurrentOffice office{support::sample_office()};
    auto const now = *parse_instant("2026-04-01T02:00:00Z");
    procedures.put_in_force(*store, support::shipped_calendars(), now);
    procedures.put_in_force(*store, support::renewed_calendars({make_day(2026, 6, 2)}), now);
    service::Recounter recounter{*store, procedures, office};
    for (auto _ : state) {
        auto const before = octets_held();
        std::int64_t moved = 0;
        auto const see = [&moved](service::Recount const&) { ++moved; };
        auto const planned = recounter.plan({}, see);
        auto const applied = recounter.perform({}, "secretariat", now, see);
        ensure(planned.looked_at == bench::MillionCases::total && planned.moved == applied.moved &&
                   applied.unreadable == 0 && planned.moved > 0,
               "all are looked at, and what was planned is done");
        state.counters["moved"] = static_cast<double>(applied.moved);
        state.counters["memory_grown"] = octets_held() - before;
    }
    state.counters["memory_grown_at_most"] = 100.0 * 1024 * 1024;
    state.counters["real_time_at_most"] = 60'000;
}

BENCHMARK(recount_a_million)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
