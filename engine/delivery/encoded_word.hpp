// Encoded words (RFC 2047, B encoding, UTF-8): how text beyond ASCII stands in a mail header. Words
// hold whole characters and lines stay within 76 characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duban::delivery {

/// The text as it may stand in an unstructured field (Subject) or as a phrase (a display name),
/// behind `column` characters of its line: as it is where that is safe, else as encoded words,
/// folded. Valid UTF-8 without control characters is the caller's promise.
std::string header_text(std::string_view text, std::size_t column);

}  // namespace duban::delivery
