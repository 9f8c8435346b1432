// One machine beside another, in one run: how many times as fast ours is.
#pragma once

#include <benchmark/benchmark.h>

#include "tests/bench/charts.hpp"

namespace duban::bench {

/// Counts `ratio`, with `at_least` as its reference: the least time of each, turn by turn, so that
/// a busy machine does not count.
void compare(benchmark::State& state, Machine& ours, Machine& other, double at_least);

}  // namespace duban::bench
