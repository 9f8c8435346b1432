// An expression as written, before anything is known about its names: what the parser makes and the
// checker reads. Operators are calls by their symbol, `[]` and unary minus among them.
#pragma once

#include <string_view>
#include <vector>

#include "engine/expression/source.hpp"
#include "engine/expression/value.hpp"

namespace duban::expression {

/// How a function is written: `a + b`, `size(a)`, `a.size()`.
enum class Style : std::uint8_t { symbol, plain, method };

struct Syntax {
    enum class Kind : std::uint8_t {
        literal,
        name,
        list,
        map,          // keys and values in turn
        call,         // `name` of `parts`; of a method the first part is what stands before the dot
        select,       // part . name
        conjunction,  // all parts of a chain of &&
        disjunction,  // all parts of a chain of ||
        conditional,
    };

    Kind kind = Kind::literal;
    Style style = Style::symbol;
    Span span;
    std::uint32_t at = 0;  // where a problem with it is shown: the operator, the function's name
    std::string_view name = {};
    Value literal = {};
    std::vector<Syntax> parts = {};
    int height = 1;
};

}  // namespace duban::expression
