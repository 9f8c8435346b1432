// Reading and checking the shipped definition with its messages. Reference: under 5 ms. The bare
// row is yaml-cpp alone on the same three texts: what is above it is the strict reading, the
// compiling and the proving.
#include <benchmark/benchmark.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>

#include "engine/base/ensure.hpp"
#include "engine/workflow/definition.hpp"

namespace {

using duban::workflow::DefinitionText;
using duban::workflow::NamedText;

NamedText shipped(char const* file) {
    std::ifstream stream{std::string{"workflows/cppcc-proposal/"} + file, std::ios::binary};
    duban::ensure(stream.good(), "the benchmark runs in the root of the repository");
    return {file, {std::istreambuf_iterator<char>{stream}, {}}};
}

DefinitionText shipped_text() {
    return {shipped("workflow.yaml"),
            {shipped("messages.zh-CN.yaml"), shipped("messages.en.yaml")}};
}

void bare_yaml_cpp(benchmark::State& state) {
    auto const text = shipped_text();
    for (auto _ : state) {
        benchmark::DoNotOptimize(YAML::Load(text.workflow.text));
        for (auto const& messages : text.messages) {
            benchmark::DoNotOptimize(YAML::Load(messages.text));
        }
    }
}

void read_and_check(benchmark::State& state) {
    auto const text = shipped_text();
    for (auto _ : state) {
        auto const definition = duban::workflow::read_definition(text);
        duban::ensure(definition.problems.empty(), "the shipped definition is right");
        benchmark::DoNotOptimize(&definition);
    }
    state.counters["cpu_time_at_most"] = 5;
}

BENCHMARK(bare_yaml_cpp)->Unit(benchmark::kMillisecond);
BENCHMARK(read_and_check)->Unit(benchmark::kMillisecond);

}  // namespace
