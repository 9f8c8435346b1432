// The interpreter, which knows a chart only while it runs, beside Boost.Statechart, whose compiler
// knew it before, and beside Qt SCXML, where that is installed, which reads it as we do.
// References: as fast as Boost on a flat chart, 1.5 times as fast on regions, 30 times as fast as
// Qt. A case at rest takes at most 160 bytes beyond its data.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include "engine/statechart/interpreter.hpp"
#include "tests/bench/beside.hpp"
#include "tests/bench/boost_machines.hpp"
#include "tests/bench/charts.hpp"
#include "tests/engine/statechart/program.hpp"
#ifdef DUBAN_HAS_QT_SCXML
#include "tests/bench/qt_machine.hpp"
#endif

namespace {

using namespace duban;
using bench::compare;
using bench::Machine;

/// Does nothing but count.
class Counting : public statechart::Host {
  public:
    bool is_open(statechart::Transition const&, statechart::Node) override { return true; }

    bool perform(statechart::Transition const&, statechart::Node, statechart::Raised&) override {
        return true;
    }

    bool enter(statechart::Node, statechart::Raised&) override {
        ++entered;
        return true;
    }

    bool leave(statechart::Node, statechart::Raised&) override { return true; }

    std::vector<statechart::PartNumber> open_parts(workflow::Index) override { return {}; }

    PartChanges change_parts(statechart::Position const&) override { return {}; }

    std::size_t entered = 0;
};

class Duban : public Machine {
  public:
    Duban(std::string_view chart, std::vector<std::string> const& events)
        : program_{sketch::read(chart)} {
        for (auto const& event : events) {
            events_.push_back({.number = program_.workflow().find_event(event), .node = {}});
        }
        interpreter_.begin();
    }

    std::size_t run_batch() override {
        host_.entered = 0;
        std::size_t next = 0;
        for (int i = 0; i < bench::events_in_a_batch; ++i) {
            interpreter_.take(events_[next]);
            if (++next == events_.size()) next = 0;
        }
        return host_.entered;
    }

    [[nodiscard]] statechart::Position const& position() const { return position_; }

  private:
    sketch::Program program_;
    statechart::Chart chart_{program_.workflow()};
    statechart::Position position_;
    Counting host_;
    statechart::Interpreter interpreter_{chart_, position_, host_};
    std::vector<statechart::Event> events_;
};

const std::vector<std::string> in_turn{"r", "s", "t"};

void ring_beside_boost(benchmark::State& state) {
    Duban ours{bench::ring, {"go"}};
    compare(state, ours, *bench::boost_ring(), 1.0);
}

void regions_beside_boost(benchmark::State& state) {
    Duban ours{bench::regions, in_turn};
    compare(state, ours, *bench::boost_regions(), 1.5);
}

void regions_together_beside_boost(benchmark::State& state) {
    Duban ours{bench::regions, {"all"}};
    compare(state, ours, *bench::boost_regions_together(), 1.5);
}

BENCHMARK(ring_beside_boost);
BENCHMARK(regions_beside_boost);
BENCHMARK(regions_together_beside_boost);

#ifdef DUBAN_HAS_QT_SCXML
void beside_qt(benchmark::State& state,
               std::string_view chart,
               std::vector<std::string> const& events) {
    Duban ours{chart, events};
    compare(state, ours, *bench::qt_machine(sketch::read(chart), events), 30);
}

void ring_beside_qt(benchmark::State& state) {
    beside_qt(state, bench::ring, {"go"});
}

void regions_beside_qt(benchmark::State& state) {
    beside_qt(state, bench::regions, in_turn);
}

BENCHMARK(ring_beside_qt);
BENCHMARK(regions_beside_qt);
#endif

/// What a case at rest takes, with what it has allocated.
void bytes_at_rest(benchmark::State& state, std::string_view chart, std::string const& event) {
    Duban const ours{chart, {event}};
    auto const allocated = [] { return mallinfo2().uordblks; };
    std::size_t bytes = 0;
    for (auto _ : state) {
        auto const before = allocated();
        std::vector<statechart::Position> many;
        many.reserve(1000);
        for (int i = 0; i < 1000; ++i) many.push_back(ours.position());
        bytes = (allocated() - before) / 1000;
        benchmark::DoNotOptimize(many.data());
    }
    state.counters["bytes"] = static_cast<double>(bytes);
    state.counters["bytes_at_most"] = 160;
}

void ring_at_rest(benchmark::State& state) {
    bytes_at_rest(state, bench::ring, "go");
}

void regions_at_rest(benchmark::State& state) {
    bytes_at_rest(state, bench::regions, "all");
}

BENCHMARK(ring_at_rest);
BENCHMARK(regions_at_rest);

}  // namespace
