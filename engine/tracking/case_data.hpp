// A case's fields as JSON, by name: what the store keeps and what `show --json` prints. Null fields
// are left out; dates are "2026-03-01", instants RFC 3339, lists arrays.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/expression/value.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/input.hpp"
#include "engine/tracking/made_up_files.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

std::string encode_fields(workflow::Workflow const& workflow,
                          std::vector<expression::Value> const& fields);

/// One value as JSON.
std::string encode_value(expression::Value const& value);

/// One value from outside as JSON, read and checked by its field.
Result<expression::Value, Text> read_value(workflow::Field const& field,
                                           std::string_view json,
                                           MadeUpFiles made_up = MadeUpFiles::refused);

/// Throws std::runtime_error where the text is no such JSON: the store was damaged or the
/// definition is not the one the case began under.
std::vector<expression::Value> decode_fields(workflow::Workflow const& workflow,
                                             std::string_view json);

/// What is said where the definition has no field of this name; suggests the nearest.
Refusal no_such_field(workflow::Workflow const& workflow, std::string_view name);

/// Values that came from outside as JSON (an object by field name), read by the kinds of the
/// fields. The refusal names the field.
Result<NamedValues, Refusal> read_values(workflow::Workflow const& workflow,
                                         std::string_view json,
                                         MadeUpFiles made_up = MadeUpFiles::refused);

}  // namespace duban::tracking
