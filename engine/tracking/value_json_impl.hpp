// One field's value as Boost.JSON. Private to tracking's .cpp files.
#pragma once

#include <boost/json/value.hpp>

#include "engine/base/result.hpp"
#include "engine/tracking/made_up_files.hpp"
#include "engine/workflow/field.hpp"

namespace duban::tracking {

/// The JSON lies in `memory`, as must what it is put into, or it is copied there.
boost::json::value to_json(expression::Value const& value, boost::json::storage_ptr const& memory);

/// Null JSON is a null value.
Result<expression::Value, Text> from_json(workflow::Field const& field,
                                          boost::json::value const& json,
                                          MadeUpFiles made_up = MadeUpFiles::refused);

}  // namespace duban::tracking
