// The circles of a directed graph: which of its nodes can be reached from each other.
#pragma once

#include <cstddef>
#include <vector>

namespace duban {

/// To which nodes each one leads.
using Graph = std::vector<std::vector<std::size_t>>;

/// By node the number of its circle; nodes that can be reached from each other have the same one.
/// Numbers fall along the edges. Takes time and room by nodes and edges, whatever their shape.
std::vector<std::size_t> circles_of(Graph const& graph);

}  // namespace duban
