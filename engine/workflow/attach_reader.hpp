// Which files go with a message: the fields that its `attach` names.
#pragma once

#include <string>
#include <vector>

#include "engine/workflow/reading.hpp"

namespace duban::workflow {

/// Reports a name that is no field, and a field that holds no file. The fields of the case and of
/// all parts may be named: a letter about a part carries that part's.
std::vector<std::string> read_attach(Reading const& reading, yaml::Node const* node);

}  // namespace duban::workflow
