// A guard taken apart for whoever proves something of it: `&&`, `||`, `!` and `?:` over conditions,
// each of which is an expression to be evaluated on its own. It says of a condition whether it asks
// nothing but what a field holds beside literals, so that finitely many values tell all there is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/expression/expression.hpp"

namespace duban::expression {

struct Formula {
    enum class Kind : std::uint8_t { condition, conjunction, disjunction, negation, conditional };

    struct Comparison {
        std::uint16_t variable;
        Value literal;
    };

    Kind kind = Kind::condition;
    std::vector<Formula> parts;           // of all kinds but a condition
    std::optional<Expression> condition;  // of a condition
    /// The condition is a literal, a yes-or-no variable, `has(variable)`, or a variable beside
    /// literals (`==`, `!=`, `in`; numbers also in order) or beside another of finitely many
    /// values.
    bool is_plain = false;
    std::vector<Comparison> compared;  // of a plain condition: the literals it knows
};

/// At most as many conditions as the guard has nodes.
Formula formula_of(Expression const& guard);

/// `variable + literal`, as counters are written.
struct Increment {
    std::uint16_t variable;
    std::int64_t by;
};

std::optional<Increment> increment_of(Expression const& value);

/// The value where it is written out: `false`, `"A"`, `1`.
std::optional<Value> literal_of(Expression const& value);

/// It may end in an error, but if it gives a value, that is not null.
bool is_never_null(Expression const& value);

}  // namespace duban::expression
