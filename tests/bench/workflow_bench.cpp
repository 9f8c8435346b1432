// Reading and checking the shipped definition with its messages. Reference: under 5 ms. The bare
// row is yaml-cpp alone on the same three texts: what is above it is the strict reading, the
// compiling and the checking. With all that `check` proves, the longest time included: under 50 ms,
// and under 2 s for a definition of 1,000 states.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>

#include "engine/base/ensure.hpp"
#include "engine/calendar/calendar_file.hpp"
#include "engine/proof/longest.hpp"
#include "engine/proof/prove.hpp"

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

duban::calendar::Calendar china() {
    std::ifstream stream{"config/calendars/cn.yaml", std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{stream}, {}};
    return duban::calendar::read_calendar(text, "cn.yaml").value();
}

/// As `duban check --longest` does. How many places of the chart were gone through.
std::size_t check(DefinitionText const& text, duban::calendar::Calendar const& calendar) {
    auto definition = duban::workflow::read_definition(text);
    duban::ensure(definition.workflow.has_value(), "the definition has no errors");
    duban::proof::prove(text, definition, &calendar);
    auto const time =
        duban::proof::longest_time(*definition.workflow, duban::make_day(2026, 3, 4), calendar);
    duban::ensure(time.is_complete && !time.ways.empty(), "the longest time is found");
    return time.ways.front().stays.size();
}

void check_shipped(benchmark::State& state) {
    auto const text = shipped_text();
    auto const calendar = china();
    for (auto _ : state) benchmark::DoNotOptimize(check(text, calendar));
    state.counters["cpu_time_at_most"] = 50;
}

/// A chain of states in tens; each ten has a deadline, a loop that a counter bounds, and one that
/// it does not.
DefinitionText many_states(int count) {
    std::string text =
        "format: 1\nworkflow: many\nversion: 1\ntitle: {zh-CN: 甲, en: A}\n"
        "time_zone: Asia/Shanghai\ncalendar: cn\nroles: {o: {group: g}}\nfields:\n"
        "  round: {type: whole_number, default: 1}\n  rating: {type: choice, of: [a, b, c]}\n"
        "start: t0\nstates:\n  closed: {end: true}\n";
    for (int ten = 0; ten * 10 < count; ++ten) {
        auto const next = (ten + 1) * 10 < count ? fmt::format("t{}", ten + 1) : "closed";
        text += fmt::format(
            "  t{0}:\n    owner: o\n    due: 2 months\n    start: s0\n    states:\n", ten);
        for (int i = 0; i < 9; ++i) {
            auto const go = i < 8 ? fmt::format("s{}", i + 1) : next;
            text += fmt::format(
                "      s{0}:\n        due: {{name: d{1}_{0}, within: 5 working days, on_due: {{go: "
                "{2}}}}}\n"
                "        actions:\n          next: {{by: o, go: {2}}}\n          back: {{by: o, "
                "go: "
                "s0}}\n"
                "          rate: {{by: o, need: [rating], choose: [{{only_if: 'rating == \"a\" && "
                "round < 2', do: [{{set: {{round: round + 1}}}}], go: s0}}, {{go: {2}}}]}}\n",
                i,
                ten,
                go);
        }
    }
    return {{"workflow.yaml", text}, {}};
}

void check_of_1000_states(benchmark::State& state) {
    auto const text = many_states(1000);
    auto const calendar = china();
    for (auto _ : state) benchmark::DoNotOptimize(check(text, calendar));
    state.counters["cpu_time_at_most"] = 2000;
}

BENCHMARK(check_shipped)->Unit(benchmark::kMillisecond);
BENCHMARK(check_of_1000_states)->Unit(benchmark::kMillisecond);
BENCHMARK(bare_yaml_cpp)->Unit(benchmark::kMillisecond);
BENCHMARK(read_and_check)->Unit(benchmark::kMillisecond);

}  // namespace
