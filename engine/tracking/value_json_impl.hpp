// One field's value as Boost.JSON. Private to tracking's .cpp files.
#pragma once

#include <boost/json/value.hpp>

#include "engine/base/result.hpp"
#include "engine/workflow/field.hpp"

namespace duban::tracking {

boost::json::value to_json(expression::Value const& value);

/// Null JSON is a null value.
Result<expression::Value, Text> from_json(workflow::Field const& field,
                                          boost::json::value const& json);

}  // namespace duban::tracking
