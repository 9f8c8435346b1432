// A ring of four states whose event is looked up by name, whose guard and effect read a field, and
// whose steps tell what they did: the full step of a chart.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "tests/bench/charts.hpp"

namespace duban::bench {

struct FieldSet {
    int field;
    std::int64_t value;
};

struct StateLeft {
    int state;
};

struct StateEntered {
    int state;
};

/// What a step has done, the same for the interpreter and for its peer.
using Record = std::vector<std::variant<FieldSet, StateLeft, StateEntered>>;

/// The interpreter alone, with a host that keeps one field and a record.
std::unique_ptr<Machine> interpreted_ring();

/// A case: decided and applied, with all that belongs to one (who may, parts, clocks, letters).
std::unique_ptr<Machine> decided_ring();

}  // namespace duban::bench
