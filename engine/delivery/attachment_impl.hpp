// The description of a file in JSON, as a delivery's row and the records of a journal hold it.
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "engine/base/file_description.hpp"

namespace duban::delivery {

/// Nothing for an object of another shape.
std::optional<FileDescription> file_in(boost::json::object const& json);

}  // namespace duban::delivery
