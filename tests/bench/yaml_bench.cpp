// Reading a definition through the strict reader beside bare yaml-cpp on the same text. Reference:
// the strict one takes at most 1.3 times as long. The last row prints the ratio, measured turn by
// turn.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>

#include "engine/base/ensure.hpp"
#include "engine/yaml/reader.hpp"

namespace {

/// A definition of some 30 KB in the manner of a shipped one: nested states, flow mappings, both
/// languages.
std::string definition() {
    std::string text = "format: 1\nworkflow: measured\nversion: 1\nstart: state_0\nstates:\n";
    for (int i = 0; i < 40; ++i) {
        text += fmt::format(
            "  state_{0}:\n"
            "    title: {{zh-CN: 第{0}步办理, en: Step {0}}}\n"
            "    owner: host\n"
            "    due:\n"
            "      name: reply\n"
            "      within: 3 months              # counted by the Civil Code\n"
            "      on_rest_day: next_working_day\n"
            "      basis: 代表法 第五十一条\n"
            "      reminders:\n"
            "        - {{at: 30 days before, to: host, message: reply_soon}}\n"
            "        - {{at: 5 working days before, every: 1 working day, until: due, to: [host, "
            "secretariat], message: reply_soon}}\n"
            "    actions:\n"
            "      reply:\n"
            "        by: host\n"
            "        need: [reply_text, reply_class]\n"
            "        only_if: 'size(contacts) > 0 && round < {0}'\n"
            "        because: {{zh-CN: 须先与提案者沟通, en: \"talk to the proposer first\"}}\n"
            "        go: state_{1}\n",
            i,
            (i + 1) % 40);
    }
    return text;
}

void bare_yaml_cpp(benchmark::State& state) {
    auto const text = definition();
    for (auto _ : state) benchmark::DoNotOptimize(YAML::Load(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void strict_reader(benchmark::State& state) {
    auto const text = definition();
    for (auto _ : state) {
        auto const document = duban::yaml::read(text, "measured.yaml");
        duban::ensure(document.problems.empty(), "the measured definition is right");
        benchmark::DoNotOptimize(&document);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

/// The least time of each, turn by turn, so that a busy machine does not count.
void strict_reader_over_bare_yaml_cpp(benchmark::State& state) {
    using clock = std::chrono::steady_clock;
    auto const text = definition();
    auto bare = clock::duration::max();
    auto strict = clock::duration::max();
    for (auto _ : state) {
        auto const start = clock::now();
        benchmark::DoNotOptimize(YAML::Load(text));
        auto const middle = clock::now();
        auto const document = duban::yaml::read(text, "measured.yaml");
        benchmark::DoNotOptimize(&document);
        strict = std::min(strict, clock::now() - middle);
        bare = std::min(bare, middle - start);
    }
    state.counters["ratio"] =
        static_cast<double>(strict.count()) / static_cast<double>(bare.count());
    state.counters["ratio_at_most"] = 1.3;
}

}  // namespace

BENCHMARK(bare_yaml_cpp)->Unit(benchmark::kMicrosecond);
BENCHMARK(strict_reader)->Unit(benchmark::kMicrosecond);
BENCHMARK(strict_reader_over_bare_yaml_cpp)->Unit(benchmark::kMicrosecond);
