// The functions and arithmetic operators of the language, each a row for each combination of kinds
// it takes. The checker chooses among the rows; the function itself looks at the kinds again,
// because a field may be null and a list may hold anything.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engine/expression/operand.hpp"
#include "engine/expression/syntax.hpp"

namespace duban::expression {

/// No argument is an error: the evaluator sees to that.
using Function = Operand (*)(std::span<Operand const> arguments, Workspace& workspace);

struct Overload {
    std::string_view name;
    Style style;
    // The second is `null` where there is only one; `any` takes every kind.
    std::array<Kind, 2> parameters;
    Kind result;
    Function function;  // the same for all rows of a name and style

    [[nodiscard]] std::size_t arity() const { return parameters[1] == Kind::null ? 1 : 2; }
};

std::span<Overload const> arithmetic();
std::span<Overload const> conversions();
std::span<Overload const> text_and_list_functions();
std::span<Overload const> time_functions();

/// All rows of a name and style; empty where there is no such function.
std::vector<Overload const*> find_overloads(std::string_view name, Style style);

/// Every name that may be written in this style, for suggestions.
std::vector<std::string_view> function_names(Style style);

}  // namespace duban::expression
