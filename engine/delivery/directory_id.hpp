// What may stand as the identifier of a person, a unit or a group, and as a name beside it.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::delivery {

/// What is wrong with it and what to write instead; nothing for a good one.
std::optional<Text> fault_of_id(std::string_view id);
std::optional<Text> fault_of_name(std::string_view name);

}  // namespace duban::delivery
