// Decisions on the shipped procedure, over a whole life of a case. A step is one action decided:
// who may, which guards hold, what is left and entered, which terms begin and who is to be told.
// Reference: a million steps a second on one core. And one full step of a chart (an event by its
// name, a guard and an effect that read a field, a record of what was done) beside Boost.Statechart
// doing the like: half as fast at least.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "engine/base/ensure.hpp"
#include "engine/tracking/case_data.hpp"
#include "engine/tracking/decide.hpp"
#include "tests/bench/beside.hpp"
#include "tests/bench/boost_machines.hpp"
#include "tests/bench/life.hpp"
#include "tests/bench/recorded_ring.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

constexpr Instant filed_at = from_milliseconds(1'772'417'700'000);  // 2026-03-02T10:15 in Shanghai
constexpr auto between_steps = std::chrono::hours{24};

struct Asked {
    tracking::Case state;
    tracking::ActionAsked input;
};

/// As the store does: what starts to run is given an identity.
void number_deadlines(tracking::Case& state, std::int64_t& last) {
    for (auto& deadline : state.deadlines) {
        if (deadline.id.value == 0) deadline.id = DeadlineId{++last};
    }
}

class Life {
  public:
    Life() {
        auto state = file();
        for (auto const& step : bench::life) {
            auto input = ask(step);
            auto const change = tracking::decide(procedure(), state, input);
            ensure(change.has_value(), "each step of the life is allowed");
            asked_.push_back({state, std::move(input)});
            advance(state, *change);
        }
        ensure(state.closed_at.has_value(), "the life ends");
    }

    [[nodiscard]] tracking::Procedure const& procedure() const { return *procedure_; }

    [[nodiscard]] std::vector<Asked> const& asked() const { return asked_; }

  private:
    tracking::Case file() {
        tracking::Case state;
        state.fields.resize(procedure().workflow.fields.size());
        auto const change = tracking::decide(
            procedure(),
            tracking::Filed{
                .actor = actor(bench::filed_by), .with = values(bench::filed_values), .at = now_});
        ensure(change.has_value(), "the proposal is filed");
        advance(state, *change);
        return state;
    }

    [[nodiscard]] tracking::ActionAsked ask(bench::Step const& step) const {
        return {.action = std::string{step.action},
                .actor = actor(step.actor),
                .with = values(step.values),
                .seen_revision = std::nullopt,
                .at = now_};
    }

    void advance(tracking::Case& state, tracking::Change const& change) {
        tracking::apply(change, state);
        number_deadlines(state, last_deadline_);
        now_ += between_steps;
    }

    [[nodiscard]] tracking::Actor actor(std::string_view name) const {
        return service::actor_named(office_.directory, std::string{name});
    }

    [[nodiscard]] tracking::NamedValues values(std::string_view json) const {
        return *tracking::read_values(procedure().workflow, json);
    }

    std::shared_ptr<tracking::Procedure const> procedure_ =
        support::procedure_of(support::shipped_definition("cppcc-proposal"));
    service::Office office_ = support::sample_office();
    Instant now_ = filed_at;
    std::int64_t last_deadline_ = 0;
    std::vector<Asked> asked_;
};

void decide_a_life(benchmark::State& state) {
    using clock = std::chrono::steady_clock;
    Life const life;
    auto least = clock::duration::max();  // so that a busy machine does not count
    for (auto _ : state) {
        auto const start = clock::now();
        for (auto const& [before, input] : life.asked()) {
            benchmark::DoNotOptimize(tracking::decide(life.procedure(), before, input));
        }
        least = std::min(least, clock::now() - start);
    }
    auto const steps = static_cast<double>(life.asked().size());
    state.counters["steps_per_second"] = steps / std::chrono::duration<double>{least}.count();
    state.counters["steps_per_second_at_least"] = 1'000'000;
}

BENCHMARK(decide_a_life);

void full_step_beside_boost(benchmark::State& state) {
    bench::compare(state, *bench::interpreted_ring(), *bench::boost_recorded_ring(), 0.5);
}

/// What a case pays for that step: the same reference, though Boost's machine knows no people,
/// parts, clocks or letters.
void decided_step_beside_boost(benchmark::State& state) {
    bench::compare(state, *bench::decided_ring(), *bench::boost_recorded_ring(), 0.5);
}

BENCHMARK(full_step_beside_boost);
BENCHMARK(decided_step_beside_boost);

}  // namespace
