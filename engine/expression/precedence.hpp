// The binary operators: how tightly each binds, and what people write instead who have learned
// another language.
#pragma once

#include <string_view>

#include "engine/expression/token.hpp"

namespace duban::expression {

inline constexpr int power_of_or = 1;
inline constexpr int power_of_and = 2;

/// The lowest binds loosest; 0 is no binary operator.
int power_of(Token const& token);

/// "&&" for "and"; empty for a word that is no slip.
std::string_view operator_meant_by(std::string_view word);

}  // namespace duban::expression
