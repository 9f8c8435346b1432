// The SQLite store at its size: a million cases, each with a running deadline and its alarm. The
// counters stand beside what is asked of them: p99_us <= 10, one reading of 1,000 <= 10 ms,
// octets_per_alarm <= 64, flushes_per_commit = 1, an open store in far less than 2 s.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "tests/adapters/storage/database_probe.hpp"
#include "tests/adapters/storage/tally.hpp"
#include "tests/support/counting_disk.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace duban;
using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr std::int64_t cases_total = 1'000'000;
constexpr std::int64_t cases_per_commit = 20'000;
constexpr std::int64_t year_milliseconds = 365LL * 24 * 3600 * 1000;
constexpr Instant start = from_milliseconds(1'772'323'200'000);  // 2026-03-01

/// Alarms fall on random instants of a year, as those of an office do in the order of its cases.
void add_case(ports::Transaction& transaction, WorkflowId workflow, std::mt19937_64& random) {
    ports::CaseRow row;
    row.workflow = workflow;
    row.state = "handling.answer.drafting";
    row.title = "关于进一步推进老旧小区加装电梯工作的提案";
    row.search_key = row.title;
    row.data = R"({"host":"住房和城乡建设局","proposers":["li.na","wang.wei"],"round":1})";
    row.opened_at = start;
    ports::DeadlineRow deadline;
    deadline.case_id = transaction.insert_case(row);
    deadline.state = "handling";
    deadline.name = "reply";
    deadline.term = "3 months";
    deadline.on_rest_day = "next_working_day";
    deadline.calendar_version = "cn 2026";
    std::uniform_int_distribution<std::int64_t> later(0, year_milliseconds);
    deadline.due_at = start + Duration(later(random));
    auto const id = transaction.insert_deadline(deadline);
    transaction.set_alarm({.deadline = id, .at = deadline.due_at});
}

class MillionCases {
  public:
    MillionCases() {
        auto const store = open();
        std::mt19937_64 random(7);
        WorkflowId workflow;
        for (std::int64_t count = 0; count < cases_total;) {
            auto const transaction = store->write();
            if (count == 0) workflow = transaction->insert_workflow({});
            auto const end = count + cases_per_commit;
            for (; count < end; ++count) add_case(*transaction, workflow, random);
            transaction->commit();
        }
    }

    [[nodiscard]] std::unique_ptr<ports::Store> open() const {
        return sqlite::open_sqlite_store({.path = path_});
    }

    [[nodiscard]] std::string const& path() const { return path_; }

  private:
    support::TemporaryFolder folder_;
    std::string path_ = folder_.file("million.db");
};

MillionCases const& million_cases() {
    static MillionCases const cases;
    return cases;
}

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
    auto const octets =
        storage_test::run_sql(million_cases().path(),
                              "SELECT sum(pgsize) FROM dbstat WHERE name IN ('alarm', 'alarm_at')");
    state.counters["octets_per_alarm"] = std::stod(octets) / static_cast<double>(cases_total);
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
