// A ring of four states whose event is looked up by name, whose guard and effect read a field, and
// whose steps tell what they did: the full step of a chart.
#pragma once

#include <memory>

#include "tests/bench/charts.hpp"

namespace duban::bench {

/// The interpreter alone, with a host that keeps one field and a record.
std::unique_ptr<Machine> interpreted_ring();

/// A case: decided and applied, with all that belongs to one (who may, parts, clocks, letters).
std::unique_ptr<Machine> decided_ring();

}  // namespace duban::bench
