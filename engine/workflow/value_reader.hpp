// The value of a field, written in YAML: a default of a definition, what a scenario supplies.
#pragma once

#include <optional>
#include <string>

#include "engine/expression/value.hpp"
#include "engine/workflow/field.hpp"
#include "engine/yaml/values.hpp"

namespace duban::workflow {

/// Read as if a person had typed it; a list is a YAML list, a record a mapping. What does not fit
/// the field is reported under `rule`, and nothing is read.
std::optional<expression::Value> read_value(yaml::Values const& values,
                                            yaml::Node const& node,
                                            Field const& field,
                                            std::string const& rule);

}  // namespace duban::workflow
