// The charts as Boost.Statechart's compiler knows them. Its events are taken by one region alone,
// so what moves every region here is an event to each.
#pragma once

#include <memory>

#include "tests/bench/charts.hpp"

namespace duban::bench {

[[nodiscard]] std::unique_ptr<Machine> boost_ring();

/// The ring with all that a step of a case has: an event that is called by its name, a guard on a
/// field, and a record of the field that was set and of the states that were left and entered.
[[nodiscard]] std::unique_ptr<Machine> boost_recorded_ring();

/// One region at a time; a batch of events is as many moves.
[[nodiscard]] std::unique_ptr<Machine> boost_regions();

/// All regions at a time; a batch of events is three times as many moves.
[[nodiscard]] std::unique_ptr<Machine> boost_regions_together();

}  // namespace duban::bench
