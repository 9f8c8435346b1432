// Turns syntax into a compiled tree: resolves names, chooses functions, infers types. It goes on
// after a problem, so that all the wrong names and types of an expression are reported at once.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/expression/comparison.hpp"
#include "engine/expression/node.hpp"
#include "engine/expression/syntax.hpp"

namespace duban::expression {

class Checker {
  public:
    using Node = Expression::Node;

    Checker(Source source, std::span<Variable const> variables);

    Node check(Syntax const& syntax);

    [[nodiscard]] Problems take_problems() { return std::move(problems_); }

    /// Indices of the variables that were read, ascending.
    [[nodiscard]] std::vector<std::uint16_t> uses() const;

  private:
    /// A name bound by a macro.
    struct Local {
        std::string_view name;
        Type type;
        bool typed;
        bool broken;
    };

    Node literal(Syntax const& syntax);
    Node name(Syntax const& syntax);
    Node variable(Syntax const& syntax, std::size_t index);
    Node unknown_name(Syntax const& syntax);
    Node list(Syntax const& syntax);
    Node map(Syntax const& syntax);
    Node logic(Syntax const& syntax);
    Node conditional(Syntax const& syntax);
    void require_condition(Node& of, Node const& part, std::string_view where);

    // select_check.cpp
    Node select(Syntax const& syntax);
    Node selected(Node node, std::size_t at);
    void type_selection(Node& node, std::size_t at);
    /// The variable of that kind and name.
    Node named(Syntax const& syntax, Variable::Kind kind, std::string_view name);
    Node in_state(Syntax const& syntax);

    // call_check.cpp
    Node call(Syntax const& syntax);
    Node comparison_of(Syntax const& syntax, Comparison const& comparison);
    Node function_of(Syntax const& syntax);
    Node unknown_function(Syntax const& syntax, Node node);
    void resolve(Syntax const& syntax, Node& node, std::vector<Overload const*> const& overloads);
    void check_key(Syntax const& syntax, Node& node);
    void fold_time(Node& node);
    void check_words(Type const& choice, Syntax const& other);
    void check_word(std::vector<std::string> const& words, Syntax const& other);

    // macro_check.cpp
    Node has(Syntax const& syntax);
    Node macro(Syntax const& syntax, Operation operation);
    bool check_macro_form(Syntax const& syntax, Operation operation);
    void check_macro_types(Syntax const& syntax, Node& node);

    Node start(Syntax const& syntax, Operation operation) const;
    /// Takes over the parts as checked arguments, and what they say about the whole.
    void adopt(Node& node, Node argument);
    void complain(
        Node& node, std::size_t at, std::string rule, Text message, std::string suggestion = {});

    Source source_;
    std::span<Variable const> variables_;
    std::vector<bool> used_;
    std::vector<Local> locals_;
    Problems problems_;
};

/// What a name before a dot stands for: `parts`, `deadlines`.
std::optional<Variable::Kind> kind_behind(std::string_view name);

/// The macro of this name, or nothing.
std::optional<Operation> find_macro(std::string_view name);

/// Every name that could be meant by a misspelt method.
std::vector<std::string_view> macro_names();

}  // namespace duban::expression
