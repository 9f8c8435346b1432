// Texts within addresses and forms, encoded by RFC 3986: what is not a letter, a digit or one of
// -._~ becomes %XX. A space is %20 and never +, which signatures rely on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duban::web {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string url_encoded(std::string_view text);

/// "a=1&b=2", both sides encoded, in the order given.
std::string form_of(Fields const& fields);

/// What such a text stands for, + as a space as browsers write it; nothing where a % is not
/// followed by two hexadecimal digits.
std::optional<std::string> url_decoded(std::string_view text);

/// The fields of a form or of a query, both sides decoded; nothing where it is no such text, or
/// holds more than 100 of them.
std::optional<Fields> fields_of(std::string_view form);

/// The first of that name; empty where there is none.
std::string value_of(Fields const& fields, std::string_view name);

}  // namespace duban::web
