// The value of a literal: CEL's numbers, escapes, raw and bytes forms. What does not fit is refused
// at its place: nothing is cut or wrapped.
#pragma once

#include "engine/base/result.hpp"
#include "engine/expression/token.hpp"
#include "engine/expression/value.hpp"

namespace duban::expression {

struct LiteralFault {
    std::size_t at = 0;  // bytes from the token's begin
    std::string rule;
    Text message;
};

/// `token` is a number, a string or bytes; `negative` where a minus stands before a number.
Result<Value, LiteralFault> read_literal(Token const& token, bool negative);

}  // namespace duban::expression
