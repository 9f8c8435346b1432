// Reads `to` of an extension: the whole term after the first, the second, … extension.
#pragma once

#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Each must be longer than the one before, `within` the first, where that is sure from any start.
std::vector<calendar::Term> read_extensions(Reading& reading,
                                            yaml::Node const* node,
                                            calendar::Term const& within);

}  // namespace duban::workflow
