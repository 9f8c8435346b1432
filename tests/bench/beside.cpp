#include "tests/bench/beside.hpp"

#include <algorithm>
#include <chrono>

#include "engine/base/ensure.hpp"

namespace duban::bench {

namespace {

using clock = std::chrono::steady_clock;

std::size_t timed(Machine& machine, clock::duration& least) {
    auto const start = clock::now();
    auto const entered = machine.run_batch();
    least = std::min(least, clock::now() - start);
    return entered;
}

}  // namespace

void compare(benchmark::State& state, Machine& ours, Machine& other, double at_least) {
    auto mine = clock::duration::max();
    auto its = clock::duration::max();
    for (auto _ : state) {
        auto const here = timed(ours, mine);
        auto const there = timed(other, its);
        ensure(there == 0 || here == there, "both have moved alike");
    }
    auto const nanoseconds = [](clock::duration time) {
        return std::chrono::duration<double, std::nano>{time}.count() / events_in_a_batch;
    };
    state.counters["ratio"] = nanoseconds(its) / nanoseconds(mine);
    state.counters["ratio_at_least"] = at_least;
    state.counters["our_ns"] = nanoseconds(mine);
    state.counters["its_ns"] = nanoseconds(its);
}

}  // namespace duban::bench
