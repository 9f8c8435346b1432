// A Pratt parser for CEL's grammar. It stops at its first problem: what follows a broken place
// would be guesswork.
#pragma once

#include <vector>

#include "engine/base/result.hpp"
#include "engine/expression/syntax.hpp"
#include "engine/expression/token.hpp"

namespace duban::expression {

/// `tokens` as `lex` gives them for the same source.
Result<Syntax, Problem> parse(Source source, std::vector<Token> const& tokens);

}  // namespace duban::expression
