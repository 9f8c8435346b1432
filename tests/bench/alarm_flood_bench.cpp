// A hundred thousand deadlines ring in the same minute. The daemon works them off in small batches
// between the actions of people. Reference: an action is answered within 50 ms (p99).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <random>
#include <thread>
#include <vector>

#include "adapters/runtime/daemon.hpp"
#include "adapters/runtime/system_random.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/base/ensure.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/bench/million_cases.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

constexpr std::int64_t deadlines = 100'000;

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

bool is_ringing(ports::Store& store, Instant now) {
    auto const next = store.read()->next_alarm();
    return next && next->at <= now;
}

/// A daemon without channels that serves on a thread of its own.
class House {
  public:
    House(ports::Store& store, Instant now)
        : store_{store}, clock_{now}, serving_{[this] {
              daemon_.start();
              context_.run();
          }} {}

    ~House() {
        boost::asio::post(context_, [this] { daemon_.drain(); });
        serving_.join();
    }

    service::CurrentOffice& office() { return office_; }

    runtime::Writer& writer() { return writer_; }

  private:
    runtime::DaemonParts parts() {
        return {.context = context_,
                .store = store_,
                .alarms = alarms_,
                .courier = courier_,
                .writer = writer_,
                .clock = clock_,
                .metrics = metrics_,
                .log = log_,
                .reload = [] { return true; },
                .daily = {},
                .stopped =
                    [this] {
                        writer_.stop();
                        context_.stop();
                    }};
    }

    ports::Store& store_;
    StandingClock clock_;
    service::Procedures procedures_{support::shipped_calendars()};
    service::CurrentOffice office_{support::sample_office()};
    service::Tracker tracker_{store_, procedures_, office_};
    service::Alarms alarms_{store_, procedures_, office_};
    runtime::SystemRandom random_;
    service::Courier courier_{
        store_, procedures_, office_, random_, *calendar::Zone::find("Asia/Shanghai")};
    boost::asio::io_context context_{1};
    runtime::Metrics metrics_;
    runtime::Log log_{runtime::Level::warning};
    runtime::Writer writer_{tracker_, clock_};
    runtime::Daemon daemon_{parts(), {}};
    std::thread serving_;
};

void actions_while_100000_alarms_ring(benchmark::State& state) {
    support::TemporaryFolder const folder;
    auto const store = sqlite::open_sqlite_store({.path = folder.file("flood.db")});
    auto const now = bench::fill_with_cases_of_one_day(*store, deadlines);
    auto const definition = support::procedure_of(support::shipped_definition("cppcc-proposal"));
    std::mt19937_64 random{11};
    std::uniform_int_distribution<std::int64_t> any{1, deadlines};
    for (auto _ : state) {
        House house{*store, now};
        auto const directory = house.office().get()->directory;
        std::vector<double> milliseconds;
        while (is_ringing(*store, now)) {
            auto request = contact_noted(definition->workflow, directory, CaseId{any(random)});
            auto const asked = std::chrono::steady_clock::now();
            auto const reply = house.writer().perform(std::move(request));
            std::chrono::duration<double, std::milli> const taken =
                std::chrono::steady_clock::now() - asked;
            ensure(reply.answer && *reply.answer, "the action is done");
            milliseconds.push_back(taken.count());
        }
        ensure(!milliseconds.empty(), "there was time to act");
        ensure(!store->read()->next_alarm() ||
                   store->read()->next_alarm()->at > now + std::chrono::hours{2},
               "every alarm of the flood has rung, none was put off");
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
