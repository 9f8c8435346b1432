// JSON in and out of expressions: what `duban eval` is given and what it answers. Numbers keep
// their kind: without fraction or exponent they are ints, and one that does not fit is refused
// instead of rounded.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/expression/type.hpp"
#include "engine/expression/value.hpp"

namespace duban::cli {

/// Objects are maps with text keys. Refuses what is no JSON, nests deeper than 32, has a key twice
/// or a number that fits neither an int nor a double.
Result<expression::Value, Text> read_json(std::string_view text);

/// Times and bytes as text: RFC 3339, "90s", base64; NaN and the infinities too. Keys of maps are
/// texts.
std::string to_json(expression::Value const& value);

/// The type as it is known from the value alone; a null says nothing.
expression::Type type_of(expression::Value const& value);

/// "int", "list", "timestamp", …: the value's own kind.
std::string_view type_name(expression::Value const& value);

}  // namespace duban::cli
