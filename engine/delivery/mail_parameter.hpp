// A parameter of a header field of a mail, whose value may be any text (RFC 2231): the name of a
// file, above all.
#pragma once

#include <string>
#include <string_view>

namespace duban::delivery {

/// Goes on from a line that it ends: ";\r\n filename=\"letter.pdf\"", or, where the value is not
/// plain or does not fit, in octets as "%E7" over as many lines as it needs. `value` is UTF-8.
std::string mail_parameter(std::string_view name, std::string_view value);

/// Whether every reader understands the value as it stands.
bool is_plain_parameter(std::string_view value);

}  // namespace duban::delivery
