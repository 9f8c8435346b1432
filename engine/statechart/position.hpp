// Where a case stands in its chart: which states are active, and what is remembered of those that a
// move may resume. A value.
#pragma once

#include <vector>

#include "engine/statechart/node.hpp"

namespace duban::statechart {

/// What was active in `state` when it was last left.
struct Memory {
    workflow::Index state = workflow::none;
    PartNumber part = 0;
    bool deep = false;
    NodeList nodes;

    friend bool operator==(Memory const&, Memory const&) = default;
};

struct Position {
    NodeList active;  // all of them, in document order
    std::vector<Memory> memories;

    [[nodiscard]] NodeList const* remembered(Node node, bool deep) const {
        for (auto const& memory : memories) {
            if (memory.state == node.state && memory.part == node.part && memory.deep == deep)
                return &memory.nodes;
        }
        return nullptr;
    }

    friend bool operator==(Position const&, Position const&) = default;
};

}  // namespace duban::statechart
