// The limits of a program as they are written in duban.yaml: "256 MB", "1 hour".
#pragma once

#include "adapters/channels/program/limits.hpp"
#include "engine/yaml/node.hpp"
#include "engine/yaml/values.hpp"

namespace duban::cli {

/// What is not given stays as it is.
void read_limits(yaml::Values const& values, yaml::Node const* node, program::Limits& to);

}  // namespace duban::cli
