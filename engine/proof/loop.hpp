// Ways that come back to where they began with every deadline begun anew: nothing in the definition
// says how often such a loop is gone round. A loop within a state whose deadline runs on is bounded
// by that deadline, unless its clock is stopped on the way; one on which a counter rises by its
// guards.
#pragma once

#include <vector>

#include "engine/proof/life.hpp"

namespace duban::proof {

struct Loop {
    /// More are not told.
    static constexpr std::size_t most = 20;

    std::vector<Index> states;       // in the order they are passed through
    std::vector<std::string> moves;  // out of each of them
    bool takes_time = false;         // some state on it is not left on arrival
};

/// Which places can be reached from each other: equal numbers. Numbers fall along the ways.
std::vector<std::size_t> circles_of(Life const& life);

/// Whether the way closes a circle with every deadline begun anew, or stopped until now.
bool is_free(Workflow const& workflow,
             Life const& life,
             std::vector<std::size_t> const& circles,
             std::size_t from,
             Way const& way);

/// The shortest through each free way, of the life and of its regions; each set of states once.
std::vector<Loop> free_loops(Workflow const& workflow, Life const& life);

}  // namespace duban::proof
