// Texts within addresses and forms, encoded by RFC 3986: what is not a letter, a digit or one of
// -._~ becomes %XX. A space is %20 and never +, which signatures rely on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duban::web {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string url_encoded(std::string_view text);

/// "a=1&b=2", both sides encoded, in the order given.
std::string form_of(Fields const& fields);

}  // namespace duban::web
