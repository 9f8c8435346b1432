// Reads the `expect` of a step. Private to scenario.
#pragma once

#include "engine/scenario/reading.hpp"
#include "engine/scenario/scenario.hpp"

namespace duban::scenario {

/// Null where nothing is expected.
Expectation read_expectation(Reading const& reading, yaml::Node const* node);

/// A value as typed; a list also as one text with its items between commas.
std::optional<expression::Value> read_typed(yaml::Values const& values,
                                            yaml::Node const& node,
                                            workflow::Field const& field);

}  // namespace duban::scenario
