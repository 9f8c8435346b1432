// One guard: what an evaluation costs, with the comparison written in C++ beside it, and what
// compiling costs.
#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "engine/base/ensure.hpp"
#include "engine/expression/expression.hpp"

namespace {

using namespace duban::expression;

constexpr std::string_view guard_text = R"(rating == "dissatisfied" && round < 2)";

struct Rated {
    std::array<Variable, 2> variables{
        Variable{"rating",
                 {.kind = Kind::string,
                  .choices = {"satisfied", "basically_satisfied", "dissatisfied"}}},
        Variable{"round", {.kind = Kind::int64}}};
    std::array<Value, 2> values{Value{"dissatisfied"}, Value{std::int64_t{1}}};
    std::array<Value const*, 2> pointers{&values[0], &values[1]};
    Scope scope{.variables = pointers, .now = {}, .today = {}};
};

void evaluate_guard(benchmark::State& state) {
    Rated rated;
    auto const guard = compile(guard_text, rated.variables);
    duban::ensure(guard.has_value(), "the guard compiles");
    for (auto _ : state) {
        benchmark::DoNotOptimize(rated.values.data());
        benchmark::DoNotOptimize(is_true(*guard, rated.scope));
    }
}

BENCHMARK(evaluate_guard);

/// The reference: the same two comparisons on the same values, by hand.
void compare_by_hand(benchmark::State& state) {
    Rated rated;
    for (auto _ : state) {
        benchmark::DoNotOptimize(rated.values.data());
        auto const* rating = rated.values[0].as<std::string>();
        auto const* round = rated.values[1].as<std::int64_t>();
        bool const holds =
            rating != nullptr && *rating == "dissatisfied" && round != nullptr && *round < 2;
        benchmark::DoNotOptimize(holds);
    }
}

BENCHMARK(compare_by_hand);

void compile_guard(benchmark::State& state) {
    Rated rated;
    for (auto _ : state) benchmark::DoNotOptimize(compile(guard_text, rated.variables));
}

BENCHMARK(compile_guard);

}  // namespace
