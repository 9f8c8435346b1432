// A node: a state as it is active in a case, once, or once in each part of a `for_each` region.
#pragma once

#include <compare>
#include <cstdint>

#include "engine/base/short_list.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::statechart {

/// Numbers the parts of one case, from 1 and never again.
using PartNumber = std::uint16_t;

struct Node {
    workflow::Index state = workflow::none;  // none: above the whole chart
    PartNumber part = 0;                     // 0: in no part

    friend auto operator<=>(Node const&, Node const&) = default;
};

/// Holds a whole configuration of most charts without allocating.
using NodeList = ShortList<Node, 12>;

}  // namespace duban::statechart
