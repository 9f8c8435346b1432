// The compiled tree: every name is a number, every function a pointer, every node knows its type
// and its place in the text. Read-only after compile; private to this folder.
#pragma once

#include <string_view>
#include <vector>

#include "engine/expression/expression.hpp"
#include "engine/expression/function.hpp"
#include "engine/expression/source.hpp"

namespace duban::expression {

enum class Operation : std::uint8_t {
    constant,
    variable,  // the index-th of the scope
    local,     // the index-th name bound by a macro, from the innermost
    now,
    today,
    has,     // whether a field is set, whether a map has a key
    select,  // the value of the first argument under the text `constant`
    list,
    entries,  // keys and values in turn
    conjunction,
    disjunction,
    conditional,
    call,
    all,  // list, condition
    exists,
    exists_one,
    filter,
    map,  // list, [condition,] value
};

struct Expression::Node {
    Operation operation = Operation::constant;
    /// A field takes part, so that a wrong type is a problem; among literals alone it is left to
    /// the evaluation, as CEL has it.
    bool typed = false;
    /// A problem has been reported here: nothing more is said about what is built on it.
    bool broken = false;
    /// Of `select`: from a record, whose fields that nobody has set are null.
    bool from_record = false;
    std::uint16_t index = 0;
    std::uint32_t weight = 1;  // nodes from here down
    Function function = nullptr;
    Value constant;
    std::vector<Node> arguments;  // of a constant: the literals it is made of
    std::string_view name = {};   // of a function; lives in its table
    Span span;                    // with its brackets
    std::uint32_t at = 0;         // the operator or the name
    Type type;
};

}  // namespace duban::expression
