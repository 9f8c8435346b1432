// The SQLite store at its size: a million cases, each with a running deadline and its alarm. The
// counters stand beside what is asked of them: p99_us <= 10, one reading of 1,000 <= 10 ms,
// octets_per_alarm <= 64, flushes_per_commit = 1, an open store in far less than 2 s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/bench/million_cases.hpp"
#include "tests/support/counting_disk.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace duban;
using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

using bench::million_cases;

/// Times each turn by itself, for the percentiles.
template <class Ask>
void measure_latency(benchmark::State& state, Ask ask) {
    std::vector<double> latencies;
    for (auto _ : state) {
        auto const begun = Clock::now();
        ask();
        Microseconds const taken = Clock::now() - begun;
        latencies.push_back(taken.count());
        state.SetIterationTime(taken.count() / 1e6);
    }
    std::ranges::sort(latencies);
    state.counters["p50_us"] = latencies[latencies.size() / 2];
    state.counters["p99_us"] = latencies[latencies.size() * 99 / 100];
}

void next_alarm_of_a_million(benchmark::State& state) {
    auto const store = million_cases().open();
    auto const reader = store->read();
    measure_latency(state, [&] { benchmark::DoNotOptimize(reader->next_alarm()); });
    state.counters["p99_us_at_most"] = 10;
    auto const octets =
        storage_test::run_sql(million_cases().path(),
                              "SELECT sum(pgsize) FROM dbstat WHERE name IN ('alarm', 'alarm_at')");
    state.counters["octets_per_alarm"] =
        std::stod(octets) / static_cast<double>(bench::MillionCases::total);
    state.counters["octets_per_alarm_at_most"] = 64;
}

void next_alarm_of_a_million_by_a_new_reader(benchmark::State& state) {
    auto const store = million_cases().open();
    measure_latency(state, [&] { benchmark::DoNotOptimize(store->read()->next_alarm()); });
}

void next_thousand_alarms_of_a_million(benchmark::State& state) {
    auto const store = million_cases().open();
    auto const reader = store->read();
    measure_latency(state,
                    [&] { benchmark::DoNotOptimize(reader->due_alarms(Instant::max(), 1000)); });
    state.counters["real_time_at_most"] = 10;
}

void next_alarm_within_a_unit_of_work(benchmark::State& state) {
    auto const store = million_cases().open();
    auto const transaction = store->write();
    measure_latency(state, [&] { benchmark::DoNotOptimize(transaction->next_alarm()); });
}

void opening_a_million_cases(benchmark::State& state) {
    million_cases();
    measure_latency(state, [&] {
        auto const store = million_cases().open();
        benchmark::DoNotOptimize(store->read()->next_alarm());
        benchmark::DoNotOptimize(store->change_mark());
    });
}

void counting_a_million_cases(benchmark::State& state) {
    auto const store = million_cases().open();
    measure_latency(state, [&] { benchmark::DoNotOptimize(store->read()->counts()); });
}

void units_of_work_one_by_one(benchmark::State& state) {
    support::TemporaryFolder const folder;
    support::CountingDisk const disk;
    auto const store = sqlite::open_sqlite_store({.path = folder.file("duban.db")});
    storage_test::prepare_tally(*store);
    auto const flushes_before = disk.commit_flushes();
    auto const checkpoints_before = disk.checkpoints();
    for (auto _ : state) storage_test::count_one(*store, 200);
    state.counters["flushes_per_commit_at_most"] = 1;
    auto const commits = static_cast<double>(state.iterations());
    state.counters["flushes_per_commit"] =
        static_cast<double>(disk.commit_flushes() - flushes_before) / commits;
    state.counters["checkpoints"] = static_cast<double>(disk.checkpoints() - checkpoints_before);
    state.counters["octets_per_commit"] = static_cast<double>(disk.octets_written()) / commits;
    state.SetItemsProcessed(state.iterations());
}

}  // namespace

BENCHMARK(next_alarm_of_a_million)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(next_alarm_of_a_million_by_a_new_reader)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(next_alarm_within_a_unit_of_work)->UseManualTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(next_thousand_alarms_of_a_million)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(opening_a_million_cases)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(counting_a_million_cases)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(units_of_work_one_by_one)->UseRealTime()->Unit(benchmark::kMicrosecond);
