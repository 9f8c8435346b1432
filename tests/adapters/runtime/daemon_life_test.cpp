#include "adapters/runtime/daemon_life.hpp"

#include <catch2/catch.hpp>

using duban::runtime::DaemonLife;
using State = DaemonLife::State;
using Event = DaemonLife::Event;

namespace {

void lead(DaemonLife& life, State to) {
    if (to == State::starting) return;
    if (to == State::healthy || to == State::degraded) life.happen(Event::started);
    if (to == State::degraded) life.happen(Event::store_failed);
    if (to == State::draining || to == State::stopped) life.happen(Event::drain_asked);
    if (to == State::stopped) life.happen(Event::drained);
}

}  // namespace

TEST_CASE("what each event makes of each state; what has no meaning there is refused",
          "[daemon_life]") {
    auto const [from, event, to] = GENERATE(table<State, Event, State>({
        {State::starting, Event::started, State::healthy},
        {State::starting, Event::store_failed, State::starting},
        {State::starting, Event::store_recovered, State::starting},
        {State::starting, Event::drain_asked, State::draining},
        {State::starting, Event::drained, State::starting},

        {State::healthy, Event::started, State::healthy},
        {State::healthy, Event::store_failed, State::degraded},
        {State::healthy, Event::store_recovered, State::healthy},
        {State::healthy, Event::drain_asked, State::draining},
        {State::healthy, Event::drained, State::healthy},

        {State::degraded, Event::started, State::degraded},
        {State::degraded, Event::store_failed, State::degraded},
        {State::degraded, Event::store_recovered, State::healthy},
        {State::degraded, Event::drain_asked, State::draining},
        {State::degraded, Event::drained, State::degraded},

        {State::draining, Event::started, State::draining},
        {State::draining, Event::store_failed, State::draining},
        {State::draining, Event::store_recovered, State::draining},
        {State::draining, Event::drain_asked, State::draining},
        {State::draining, Event::drained, State::stopped},

        {State::stopped, Event::started, State::stopped},
        {State::stopped, Event::store_failed, State::stopped},
        {State::stopped, Event::store_recovered, State::stopped},
        {State::stopped, Event::drain_asked, State::stopped},
        {State::stopped, Event::drained, State::stopped},
    }));
    DaemonLife life;
    lead(life, from);
    CAPTURE(to_text(from), static_cast<int>(event));
    REQUIRE(life.state() == from);
    // Every event that means something leads elsewhere.
    CHECK(life.happen(event) == (from != to));
    CHECK(life.state() == to);
}

TEST_CASE("new work is begun only while it serves, well or degraded", "[daemon_life]") {
    auto const [state, serves] = GENERATE(table<State, bool>({{State::starting, false},
                                                              {State::healthy, true},
                                                              {State::degraded, true},
                                                              {State::draining, false},
                                                              {State::stopped, false}}));
    DaemonLife life;
    lead(life, state);
    CAPTURE(to_text(state));
    CHECK(life.serves() == serves);
}
