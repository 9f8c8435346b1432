// Base64 (RFC 4648 section 4, with padding), as mail needs it.
#pragma once

#include <string>
#include <string_view>

namespace duban::delivery {

std::string base64(std::string_view octets);

}  // namespace duban::delivery
