// Reads the ways an action, or the end of a deadline, may go: `only_if`, `because`, `do`, `go`, or
// several of them under `choose`.
#pragma once

#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// What a way asks and does, without where it leads: `only_if`, `because`, `do`.
Alternative read_way(Reading& reading, yaml::Mapping const& map);

/// `map` is read up to its `finish`, which is left to the caller. `state` is where the move begins.
std::vector<Alternative> read_alternatives(Reading& reading,
                                           yaml::Mapping const& map,
                                           yaml::Node const& node,
                                           Index state);

/// What happens without anybody acting, as a mapping of its own: `on_due`, `on_done`,
/// `automatically`.
std::vector<Alternative> read_reaction(Reading& reading,
                                       yaml::Node const* node,
                                       Text const& name,
                                       Index state);

/// The state a target names, seen from `state`: a sibling, a sibling of an ancestor, or a path that
/// begins with one; `none` where there is none.
Index find_target(Workflow const& workflow, Index state, std::string_view target);

}  // namespace duban::workflow
