// Equality and order as CEL has them: numbers compare by their value whatever their kind, other
// kinds are equal only among themselves, and NaN equals nothing.
#pragma once

#include <compare>
#include <optional>

#include "engine/expression/function.hpp"

namespace duban::expression {

/// True, false, or an error where lists are too long to compare.
Operand equal(Operand const& left, Operand const& right, Workspace& workspace);

/// The value under the key, numbers of any kind being one where they are equal; null where there
/// is none.
Value const* find_key(Map const& map, Operand const& key);

/// Nothing where the two have no order: null, lists, maps, different kinds.
std::optional<std::partial_ordering> order(Operand const& left, Operand const& right);

struct Comparison {
    std::string_view symbol;
    Function function;
};

/// `== != < <= > >= in`, or null for another symbol.
Comparison const* find_comparison(std::string_view symbol);

}  // namespace duban::expression
