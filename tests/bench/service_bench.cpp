// Durable actions through the writer and the tracker: 32 clients that each wait for their answer,
// the real store, every commit flushed. Beside it in the same turn bare SQLite writes the same rows
// in the same groups; each turn gives a ratio, and the middle one is told. Reference: at least 70 %
// of bare SQLite, and one flush for each group outside checkpoints.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "adapters/runtime/writer.hpp"
#include "adapters/storage/sqlite/sqlite_store.hpp"
#include "engine/base/ensure.hpp"
#include "engine/tracking/case_data.hpp"
#include "tests/bench/life.hpp"
#include "tests/bench/recorded_writes.hpp"
#include "tests/support/counting_disk.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;
using Seconds = std::chrono::duration<double>;

constexpr char const* workflow_name = "cppcc-proposal";
constexpr std::size_t clients = 32;
constexpr std::size_t lives_per_client = 12;
constexpr std::size_t actions_per_life = bench::life.size() + 1;  // and the filing
constexpr std::size_t actions_per_turn = clients * lives_per_client * actions_per_life;
constexpr Instant start = from_milliseconds(1'772'417'700'000);  // 2026-03-02T10:15 in Shanghai

/// Stands still, and counts the groups: the writer asks it once for each.
class GroupClock : public ports::Clock {
  public:
    Instant now() override {
        ++groups_;
        return start;
    }

    [[nodiscard]] std::size_t groups() const { return groups_; }

  private:
    std::atomic<std::size_t> groups_ = 0;
};

/// A store with the shipped procedure in force, and the services over it.
struct Office {
    explicit Office(std::string const& path) : store{sqlite::open_sqlite_store({.path = path})} {
        auto const problems =
            procedures.put_in_force(*store, support::shipped_definition(workflow_name), start);
        ensure(!has_errors(problems), "the shipped definition is right");
    }

    std::unique_ptr<ports::Store> store;
    service::Procedures procedures{support::shipped_calendars()};
    service::CurrentOffice office{support::sample_office()};
    service::Tracker tracker{*store, procedures, office};
};

/// What a client asks for in one life, ready but for the number of the case.
std::vector<service::Request> requests_of_a_life() {
    auto const procedure = support::procedure_of(support::shipped_definition(workflow_name));
    auto const directory = support::sample_office().directory;
    auto const actor = [&](std::string_view name) {
        return service::actor_named(directory, std::string{name});
    };
    auto const values = [&](std::string_view json) {
        return *tracking::read_values(procedure->workflow, json);
    };
    std::vector<service::Request> requests;
    requests.push_back(
        {service::Filing{
             workflow_name,
             {.actor = actor(bench::filed_by), .with = values(bench::filed_values), .at = {}}},
         {}});
    for (auto const& step : bench::life) {
        requests.push_back({service::Acting{{},
                                            {.action = std::string{step.action},
                                             .actor = actor(step.actor),
                                             .with = values(step.values),
                                             .seen_revision = std::nullopt,
                                             .at = {}}},
                            {}});
    }
    return requests;
}

service::Request for_case(service::Request request, CaseId id) {
    if (auto* const acting = std::get_if<service::Acting>(&request.what)) acting->id = id;
    return request;
}

/// What a client asked for: the how manieth of its actions.
struct Asked {
    std::size_t client = 0;
    std::size_t action = 0;
};

using Groups = std::vector<std::vector<Asked>>;

/// The clients on one thread, as the daemon's HTTP server has them: each asks for its next action
/// when it has the answer to its last.
class Clients {
  public:
    Clients(runtime::Writer& writer, std::vector<service::Request> const& life)
        : writer_{writer}, life_{life}, done_(clients) {}

    void live() {
        for (std::size_t client = 0; client < clients; ++client) ask(client, {});
        for (std::size_t left = actions_per_turn; left > 0;) {
            for (auto const& [client, id] : answers()) {
                --left;
                ++done_[client];
                if (done_[client] < lives_per_client * life_.size()) ask(client, id);
            }
        }
    }

    /// As they were committed. To be asked when the writer has stopped.
    [[nodiscard]] Groups const& groups() const { return groups_; }

  private:
    struct Answer {
        std::size_t client = 0;
        CaseId id;
    };

    void ask(std::size_t client, CaseId id) {
        Asked const asked{client, done_[client]};
        bool const taken = writer_.submit(
            for_case(life_[asked.action % life_.size()], id),
            [this, asked](runtime::Reply const& reply) {
                ensure(reply.answer && *reply.answer, "each action of the life is done");
                groups_.resize(reply.group);
                groups_.back().push_back(asked);
                bool is_first = false;
                {
                    std::lock_guard const lock{mutex_};
                    is_first = answers_.empty();
                    answers_.push_back({asked.client, (*reply.answer)->id});
                }
                if (is_first) news_.notify_one();
            });
        ensure(taken, "the writer has room for every client");
    }

    std::vector<Answer> answers() {
        std::unique_lock lock{mutex_};
        news_.wait(lock, [this] { return !answers_.empty(); });
        return std::exchange(answers_, {});
    }

    runtime::Writer& writer_;
    std::vector<service::Request> const& life_;
    std::vector<std::size_t> done_;
    Groups groups_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::vector<Answer> answers_;
};

/// What a stretch of work took: by the clock on the wall, and of all processors together.
struct Effort {
    double seconds = 0;
    double processor_seconds = 0;
};

template <class Work>
Effort measure(Work work) {
    auto const begun = std::chrono::steady_clock::now();
    auto const processor_begun = std::clock();
    work();
    Seconds const taken = std::chrono::steady_clock::now() - begun;
    return {
        .seconds = taken.count(),
        .processor_seconds = static_cast<double>(std::clock() - processor_begun) / CLOCKS_PER_SEC};
}

struct Served {
    Effort effort;
    Groups groups;
    double flushes_per_group = 0;
};

Served serve_clients(std::string const& path, std::vector<service::Request> const& life) {
    support::CountingDisk const disk;
    Office office{path};
    GroupClock clock;
    runtime::Writer writer{office.tracker, clock};
    auto const flushes_before = disk.commit_flushes();
    Clients served{writer, life};
    auto const effort = measure([&] { served.live(); });
    writer.stop();
    auto const groups = static_cast<double>(clock.groups());
    return {
        .effort = effort,
        .groups = served.groups(),
        .flushes_per_group = static_cast<double>(disk.commit_flushes() - flushes_before) / groups};
}

/// What is written for the same actions in the same groups.
bench::RecordedWrites record_writes(std::string const& path,
                                    std::vector<service::Request> const& life,
                                    Groups const& groups) {
    bench::WriteRecorder const recorder;
    Office office{path};
    std::vector<CaseId> ids(clients);
    for (auto const& group : groups) {
        std::vector<service::Request> batch;
        batch.reserve(group.size());
        for (auto const& asked : group)
            batch.push_back(for_case(life[asked.action % life.size()], ids[asked.client]));
        auto const answers = office.tracker.perform(batch, start);
        for (std::size_t i = 0; i < group.size(); ++i) ids[group[i].client] = answers[i].value().id;
    }
    return recorder.writes();
}

Effort replay(std::string const& path, bench::RecordedWrites const& writes) {
    support::CountingDisk const disk;  // whatever it costs, it costs both
    bench::Replay replayed{path, writes};
    return measure([&] { replayed.run(); });
}

/// A file with the procedure in it and no case.
std::string prepared(support::TemporaryFolder const& folder, std::string const& name) {
    auto path = folder.file(name);
    Office const office{path};
    return path;
}

double middle(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void durable_actions_of_32_clients(benchmark::State& state) {
    auto const life = requests_of_a_life();
    std::vector<double> ratios, bare, sizes, flushes, processor, bare_processor;
    for (auto _ : state) {
        support::TemporaryFolder const folder;
        auto const served = serve_clients(prepared(folder, "served.db"), life);
        auto const writes = record_writes(prepared(folder, "recorded.db"), life, served.groups);
        auto const replayed = replay(prepared(folder, "bare.db"), writes);
        auto const done = static_cast<double>(actions_per_turn);
        bare.push_back(done / replayed.seconds);
        ratios.push_back(replayed.seconds / served.effort.seconds);
        processor.push_back(served.effort.processor_seconds / done * 1e6);
        bare_processor.push_back(replayed.processor_seconds / done * 1e6);
        sizes.push_back(done / static_cast<double>(served.groups.size()));
        flushes.push_back(served.flushes_per_group);
        state.SetIterationTime(served.effort.seconds);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(actions_per_turn));
    state.counters["processor_us"] = middle(processor);  // of an action, clients and all
    state.counters["bare_processor_us"] = middle(bare_processor);
    state.counters["bare_per_second"] = middle(bare);
    state.counters["group_size"] = middle(sizes);
    state.counters["flushes_per_group"] = *std::ranges::max_element(flushes);
    state.counters["flushes_per_group_at_most"] = 1;
    state.counters["ratio"] = middle(ratios);
    state.counters["ratio_at_least"] = 0.7;
}

BENCHMARK(durable_actions_of_32_clients)
    ->UseManualTime()
    ->Iterations(7)
    ->Unit(benchmark::kMillisecond);

}  // namespace
