// One strict check of a mail address, used when it is read and again before it reaches a server.
// Narrower than RFC 5321 on purpose: a dot-atom at a host name in ASCII. What it lets through needs
// no quoting in any command or header.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/language.hpp"

namespace duban::delivery {

/// What is wrong with it and what to write instead; nothing for a good address.
std::optional<Text> fault_of_email_address(std::string_view address);

inline bool is_email_address(std::string_view address) {
    return !fault_of_email_address(address);
}

}  // namespace duban::delivery
