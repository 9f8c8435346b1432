// One expression evaluated for somebody outside: what `duban eval` answers, for one and for lines
// of questions. The shapes are read by other programs.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/expression/expression.hpp"

namespace duban::cli {

/// Why a question is none: no JSON, a key that is not known, a name that no value can have.
struct BadQuestion {
    Text why;
};

BadQuestion too_long(std::size_t bytes_max);

using Answer = std::variant<expression::Value, expression::EvaluationError, Problems, BadQuestion>;

/// What an expression may use and what it is worth.
struct Given {
    std::vector<expression::Variable> variables;
    std::vector<expression::Value> values;  // of each variable
};

/// The names of a map with their values and the types that these show.
Result<Given, Text> given_by(expression::Value const& with);

/// `scope` without its variables. Problems hold the line they point at.
Answer answer(std::string_view expression, Given const& given, expression::Scope scope);

/// {"expression":…,"with":{…}} answered by answer_json.
std::string answer_line(std::string_view line, expression::Scope const& scope, Language language);

/// {"type":…,"value":…}, {"error":…} or {"problem":{"line":…,"column":…,"message":…}}: the first
/// problem of an expression.
std::string answer_json(Answer const& answer, Language language);

}  // namespace duban::cli
