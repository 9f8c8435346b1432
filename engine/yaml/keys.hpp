// Which keys are refused: those that mean something else to another YAML reader, those that are no
// text, and those that stand twice in one mapping.
#pragma once

#include <optional>
#include <vector>

#include "engine/yaml/node.hpp"

namespace duban::yaml {

struct KeyFault {
    char const* rule;
    Text message;
};

/// Why the node cannot be a key: "complex-key", "empty-key", "merge-key", "ambiguous-key".
std::optional<KeyFault> fault_of_key(Node const& key);

struct DoubleKey {
    Position at;
    KeyFault fault;  // "duplicate-key"
};

/// Keeps the first entry of each key.
std::vector<DoubleKey> remove_duplicates(std::vector<Entry>& entries);

}  // namespace duban::yaml
