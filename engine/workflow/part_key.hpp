// What a part is called, by the item of the list that it was made for: the item itself, or the
// first field of a record. So a record may be corrected and is still the same part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/expression/value.hpp"
#include "engine/workflow/field.hpp"

namespace duban::workflow {

/// An item of a list that makes a part.
struct PartItem {
    std::string key;
    expression::Value value;
};

/// Whether the parts made from the list may be called by this field of its records.
bool names_parts(Field const& first);

/// Those that make parts, each key once (the first item that has it), no more than may live.
std::vector<PartItem> part_items(Field const& list, expression::Value const& items);

/// A key that two records of the list share; nothing where each has its own. Two texts alike are
/// one and the same item, two records are two promises of which one would be lost.
std::optional<std::string> shared_key(Field const& list, expression::Value const& items);

}  // namespace duban::workflow
