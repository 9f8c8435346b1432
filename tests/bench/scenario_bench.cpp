// Scenario tests of the shipped procedure: reading tests.yaml, and playing and comparing its steps.
// A step here is one of the file; the alarms that come on its way are not counted. Reference: ten
// thousand steps a second on one core.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "engine/base/ensure.hpp"
#include "engine/scenario/run.hpp"
#include "engine/scenario/scenario_reader.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

struct Shipped {
    Shipped() {
        std::ifstream file{"workflows/cppcc-proposal/tests.yaml"};
        text = {std::istreambuf_iterator<char>{file}, {}};
    }

    [[nodiscard]] scenario::ReadScenarios read() const {
        auto read =
            scenario::read_scenarios(text, "tests.yaml", procedure->workflow, procedure->zone);
        ensure(read.problems.empty() && !read.scenarios.empty(), "the shipped tests can be read");
        return read;
    }

    std::shared_ptr<tracking::Procedure const> procedure =
        support::procedure_of(support::shipped_definition("cppcc-proposal"));
    std::string text;
};

Shipped const& shipped() {
    static Shipped const tests;
    return tests;
}

void scenarios_read(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(shipped().read());
}

void scenario_steps(benchmark::State& state) {
    auto const read = shipped().read();
    std::int64_t steps = 0;
    for (auto _ : state) {
        scenario::Coverage coverage{shipped().procedure->workflow};
        for (auto const& scenario : read.scenarios) {
            auto const run = scenario::run(*shipped().procedure, scenario, coverage);
            ensure(run.passed(), "the shipped tests pass");
            steps += static_cast<std::int64_t>(run.played.size());
        }
    }
    state.SetItemsProcessed(steps);
    state.counters["items_per_second_at_least"] = 10'000;
}

BENCHMARK(scenarios_read)->Unit(benchmark::kMillisecond);
BENCHMARK(scenario_steps)->Unit(benchmark::kMillisecond);

}  // namespace
