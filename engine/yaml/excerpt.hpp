// A piece of somebody's text as it may stand in a message: cut to a bearable length, and without
// the control characters, turns of direction and broken bytes that would disturb a terminal or a
// JSON document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace duban::yaml {

/// At most `characters_max` characters, ending in "…" where more followed. One character of the
/// text stays one character, so that columns keep their meaning.
std::string excerpt(std::string_view text, std::size_t characters_max = 60);

}  // namespace duban::yaml
