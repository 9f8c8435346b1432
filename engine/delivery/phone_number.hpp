// The check of a phone number: an optional +, then 5 to 20 digits and nothing else. The country's
// own rules are the provider's business.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::delivery {

/// What is wrong with it and what to write instead; nothing for a good number.
std::optional<Text> fault_of_phone_number(std::string_view number);

}  // namespace duban::delivery
