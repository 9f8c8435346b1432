// A guard or the value of a `set`: a typed subset of CEL (cel-spec), compiled once against the
// fields of a workflow and evaluated without looking up a name. Pure: the time is in the scope. No
// loops, no functions of the user's own, no regular expressions; the text, its
// nesting and the work of an evaluation are bounded: beyond a fraction of a second or 12 MB it ends
// in an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.hpp"
#include "engine/base/result.hpp"
#include "engine/expression/type.hpp"
#include "engine/expression/value.hpp"
#include "engine/expression/working_days.hpp"
#include "engine/expression/zones.hpp"

namespace duban::expression {

/// Longer texts are not conditions; the workflow's own are below 100 characters.
inline constexpr std::size_t text_bytes_max = 4096;
/// Brackets, calls, unary operators and `else` branches inside each other.
inline constexpr int nesting_max = 32;
/// Operators of one chain, as in a + b + c; chains of && and || are bounded by the text alone.
/// Together with nesting_max this bounds the recursion of every pass.
inline constexpr int height_max = 256;
/// Items of a list literal, entries of a map literal.
inline constexpr std::size_t list_items_max = 500;

/// Something that an expression may read; its index in the vector given to `compile` is its index
/// in the scope. `Expression::uses` says which must be there before an evaluation.
struct Variable {
    enum class Kind : std::uint8_t {
        field,      // NAME
        part_list,  // parts.NAME, a list of records
        deadline,   // deadlines.NAME, a record
        state,      // in_state("NAME"), a bool
    };

    std::string name;
    Type type;
    Kind kind = Kind::field;
};

/// What an expression is evaluated against. `variables[i]` is the value of the i-th variable; never
/// null for one that the expression uses. Without `working_days` or `zones` what needs them is an
/// evaluation error.
struct Scope {
    std::span<Value const* const> variables;
    Instant now;
    Day today;
    WorkingDays const* working_days = nullptr;
    Zones const* zones = nullptr;
};

/// Why an evaluation gave no value: "division by zero", "no such overload", … (CEL's words,
/// English).
struct EvaluationError {
    std::string message;
};

class Expression {
  public:
    struct Node;  // the compiled tree, private to this folder

    explicit Expression(std::shared_ptr<Node const> root,
                        std::string text,
                        Type type,
                        std::vector<std::uint16_t> uses);

    [[nodiscard]] std::string const& text() const { return text_; }

    [[nodiscard]] Type const& type() const { return type_; }

    /// Indices of the variables it reads, ascending: what `why` shows beside a guard.
    [[nodiscard]] std::span<std::uint16_t const> uses() const { return uses_; }

    /// It reads `today` or `now`: its value may change though nothing happens to the case.
    [[nodiscard]] bool reads_the_time() const;

    [[nodiscard]] Node const& root() const { return *root_; }

  private:
    std::shared_ptr<Node const> root_;
    std::string text_;
    Type type_;
    std::vector<std::uint16_t> uses_;
};

/// Whether an expression could never name a field so: CEL's own words, `now`, `today`, `parts`, …
bool is_reserved(std::string_view name);

/// Parses and type-checks. Problems carry a position inside `text` (line 1, column 1 = its first
/// character) and a suggestion for a misspelt name; `file` and `source_line` are left to the
/// caller.
Result<Expression, Problems> compile(std::string_view text, std::span<Variable const> variables);

Result<Value, EvaluationError> evaluate(Expression const& expression, Scope const& scope);

/// A guard's answer: true only where it evaluates to true; an error counts as false.
bool is_true(Expression const& guard, Scope const& scope);

}  // namespace duban::expression
