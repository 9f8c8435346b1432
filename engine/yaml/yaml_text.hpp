// A text as a file holds it.
#pragma once

#include <string>
#include <string_view>

namespace duban::yaml {

/// Whether the text may stand without quotes, as a key and in brackets too, and nobody's reader
/// takes it for anything but this text.
bool is_bare(std::string_view text);

/// The text, in quotes where it needs them.
std::string yaml_text(std::string_view text);

}  // namespace duban::yaml
