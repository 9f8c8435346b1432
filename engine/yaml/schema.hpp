// The JSON Schema (draft-07) of a noun and of all it holds, for the editors of YAML files: which
// keys there are, what they mean, and which values they take. It never refuses what the reader
// takes, but for a bare `null`; what only the whole file can tell (whether a role exists, say) it
// leaves to the reader.
#pragma once

#include <string>
#include <string_view>

#include "engine/yaml/noun.hpp"

namespace duban::yaml {

/// As JSON on one line; `id` is its "$id".
std::string schema_of(Noun const& noun, std::string_view id, Language language);

}  // namespace duban::yaml
