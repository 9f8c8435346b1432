// A unit of work for the tests of failure, whose wholeness can be judged afterwards: the n-th one
// on a store makes the case's revision n, appends record n, moves the alarm to n and adds delivery
// n.
#pragma once

#include <cstdint>
#include <string>

#include "engine/ports/store.hpp"

namespace duban::storage_test {

/// Inserts the workflow, case and deadline that the tally is kept on, where they are not there.
void prepare_tally(ports::Store& store);

/// One unit of work; the number it wrote. `weight` octets of text go with the record.
std::int64_t count_one(ports::Store& store, std::size_t weight = 0);

struct Tally {
    std::int64_t count = 0;
    std::string torn;  // what contradicts the count; empty where all is whole
};

Tally read_tally(ports::Store& store);

}  // namespace duban::storage_test
