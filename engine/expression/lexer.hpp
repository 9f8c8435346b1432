// Cuts a text into tokens. Characters that have no place in an expression are all reported at once,
// the full-width ones of a Chinese keyboard with the one that was meant.
#pragma once

#include <vector>

#include "engine/base/result.hpp"
#include "engine/expression/token.hpp"

namespace duban::expression {

/// The tokens in order, closed by one of kind `end`.
Result<std::vector<Token>, Problems> lex(Source source);

/// Whether CEL keeps the word, so that it can never name a field.
bool is_reserved_word(std::string_view word);

}  // namespace duban::expression
