// The check of a phone number: an optional +, then 5 to 20 digits and nothing else. The country's
// own rules are the provider's business; here are the two ways in which providers want it written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::delivery {

/// What is wrong with it and what to write instead; nothing for a good number.
std::optional<Text> fault_of_phone_number(std::string_view number);

/// The 11 digits of a mobile number of mainland China, however its country is written (+86, 0086,
/// 86, not at all); nothing for any other good number.
std::optional<std::string> mainland_mobile(std::string_view number);

/// E.164, as far as it can be known: +8613900000001. A mobile number without a country is taken as
/// one of mainland China, 00 at the front as +; anything else is left as it is.
std::string international_number(std::string_view number);

}  // namespace duban::delivery
