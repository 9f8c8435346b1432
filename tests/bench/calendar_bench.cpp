// Deriving a due date: calendars are compiled, so that counting costs no walk. Reference: under a
// microsecond for 60 working days.
#include <benchmark/benchmark.h>

#include "engine/calendar/ledger.hpp"
#include "tests/support/world.hpp"

namespace {

using namespace duban;

calendar::Calendar const& china() {
    static auto const calendar = support::shipped_calendars().at("cn");
    return calendar;
}

calendar::Ledger ledger(char const* term) {
    calendar::Ledger ledger;
    ledger.started_at = *parse_instant("2025-09-01T02:00:00Z");
    ledger.term = *calendar::parse_term(term);
    ledger.counting.on_rest_day = calendar::OnRestDay::next_working_day;
    return ledger;
}

void derive(benchmark::State& state, char const* term) {
    auto const zone = *calendar::Zone::find("Asia/Shanghai");
    auto const running = ledger(term);
    for (auto _ : state) benchmark::DoNotOptimize(calendar::due_instant(running, china(), zone));
    state.counters["real_time_at_most"] = 1000;
}

/// Extended once, and stood still three times.
void derive_a_long_life(benchmark::State& state) {
    auto const zone = *calendar::Zone::find("Asia/Shanghai");
    auto running = ledger("60 working days");
    running.extensions.push_back({running.started_at, *calendar::parse_term("90 working days")});
    for (int i = 1; i <= 3; ++i) {
        auto const from = running.started_at + std::chrono::days{10 * i};
        running.stops.push_back({from, from + std::chrono::days{5}});
    }
    for (auto _ : state) benchmark::DoNotOptimize(calendar::due_instant(running, china(), zone));
}

BENCHMARK_CAPTURE(derive, months, "3 months");
BENCHMARK_CAPTURE(derive, working_days, "60 working days");
BENCHMARK_CAPTURE(derive, working_hours, "480 working hours");
BENCHMARK_CAPTURE(derive, the_later_of_two, "60 working days or 31 December, whichever is later");
BENCHMARK(derive_a_long_life);

}  // namespace
