// A hundred thousand deadlines ring in the same minute. The daemon works them off in small batches
// between the actions of people. Reference: an action is answered within 50 ms (p99).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <vector>

#include "adapters/runtime/writer.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/base/ensure.hpp"
#include "engine/service/alarms.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/bench/million_cases.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

constexpr std::int64_t deadlines = 100'000;
constexpr std::size_t alarms_at_once = 64;  // as the daemon rings them

class StandingClock : public ports::Clock {
  public:
    explicit StandingClock(Instant now) : now_{now} {}

    Instant now() override { return now_; }

  private:
    Instant now_;
};

/// The host notes a contact with the proposer on one of the cases that ring.
service::Request contact_noted(workflow::Workflow const& workflow,
                               delivery::Directory const& directory,
                               CaseId id) {
    return {service::Acting{
                id,
                {.action = "log_contact",
                 .actor = service::actor_named(directory, "sun-housing"),
                 .with = *tracking::read_values(workflow, R"({"contact":"电话，已说明进度"})"),
                 .seen_revision = std::nullopt,
                 .at = {}}},
            {}};
}

/// Rings batch after batch as the daemon does: each is a piece of work of its own.
void ring_on(runtime::Writer& writer,
             service::Alarms& alarms,
             Instant now,
             std::atomic<std::int64_t>& left) {
    writer.post([&, now] {
        auto const rang = alarms.ring(now, alarms_at_once);
        ensure(rang.failures.empty() && rang.alarms > 0, "every alarm of the flood rings");
        left -= static_cast<std::int64_t>(rang.alarms);
        if (left > 0) ring_on(writer, alarms, now, left);
    });
}

void actions_while_100000_alarms_ring(benchmark::State& state) {
    support::TemporaryFolder const folder;
    auto const store = sqlite::open_sqlite_store({.path = folder.file("flood.db")});
    auto const now = bench::fill_with_cases_of_one_day(*store, deadlines);
    service::Procedures procedures{support::shipped_calendars()};
    service::CurrentOffice office{support::sample_office()};
    service::Tracker tracker{*store, procedures, office};
    service::Alarms alarms{*store, procedures, office};
    auto const definition = support::procedure_of(support::shipped_definition("cppcc-proposal"));
    auto const directory = office.get()->directory;
    std::mt19937_64 random{11};
    std::uniform_int_distribution<std::int64_t> any{1, deadlines};
    for (auto _ : state) {
        StandingClock clock{now};
        runtime::Writer writer{tracker, clock};
        std::atomic<std::int64_t> left = deadlines;
        std::vector<double> milliseconds;
        ring_on(writer, alarms, now, left);
        while (left > 0) {
            auto request = contact_noted(definition->workflow, directory, CaseId{any(random)});
            auto const asked = std::chrono::steady_clock::now();
            auto const reply = writer.perform(std::move(request));
            std::chrono::duration<double, std::milli> const taken =
                std::chrono::steady_clock::now() - asked;
            ensure(reply.answer && *reply.answer, "the action is done");
            milliseconds.push_back(taken.count());
        }
        writer.stop();
        std::ranges::sort(milliseconds);
        state.counters["actions"] = static_cast<double>(milliseconds.size());
        state.counters["p50_ms"] = milliseconds[milliseconds.size() / 2];
        state.counters["p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
        state.counters["p99_ms_at_most"] = 50;
    }
    state.SetItemsProcessed(state.iterations() * deadlines);
}

BENCHMARK(actions_while_100000_alarms_ring)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
