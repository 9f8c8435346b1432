#include "engine/expression/formula.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/expression/node.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

bool is_variable(Node const& node) {
    return node.operation == Operation::variable;
}

bool is_literal(Node const& node) {
    return node.operation == Operation::constant;
}

/// Beyond it the neighbours of a double are no longer told apart by adding one.
constexpr double decimal_most = 1e15;

bool is_number(Type const& type) {
    return type.kind == Kind::int64 || type.kind == Kind::float64;
}

/// A number of the variable's own kind, or one that it turns into without loss.
bool is_cut(Type const& variable, Value const& literal) {
    if (auto const* whole = literal.as<std::int64_t>()) {
        return variable.kind == Kind::int64 ||
               (variable.kind == Kind::float64 &&
                std::abs(static_cast<double>(*whole)) < decimal_most);
    }
    auto const* decimal = literal.as<double>();
    return decimal != nullptr && variable.kind == Kind::float64 &&
           std::abs(*decimal) < decimal_most;
}

/// Its values are few and known, so that two such variables can be compared as well.
bool has_few_values(Type const& type) {
    return type.kind == Kind::boolean || (type.kind == Kind::string && !type.choices.empty());
}

/// Equality with the literal tells apart what it names from all the rest.
bool is_comparable_with(Type const& type, Value const& literal) {
    if (literal.is_null()) return true;
    if (type.kind == Kind::boolean) return literal.as<bool>() != nullptr;
    if (type.kind == Kind::string) return literal.as<std::string>() != nullptr;
    return is_cut(type, literal);
}

class Taking {
  public:
    explicit Taking(std::shared_ptr<Node const> root, std::string const& text)
        : root_{std::move(root)}, text_{text} {}

    Formula apart(Node const& node) const {
        switch (node.operation) {
            case Operation::conjunction:
                return of_parts(Formula::Kind::conjunction, node);
            case Operation::disjunction:
                return of_parts(Formula::Kind::disjunction, node);
            case Operation::conditional:
                return of_parts(Formula::Kind::conditional, node);
            default:
                break;
        }
        if (node.operation == Operation::call && node.name == "!")
            return of_parts(Formula::Kind::negation, node);
        return condition(node);
    }

  private:
    Formula of_parts(Formula::Kind kind, Node const& node) const {
        Formula formula;
        formula.kind = kind;
        for (auto const& part : node.arguments) formula.parts.push_back(apart(part));
        return formula;
    }

    Formula condition(Node const& node) const {
        Formula formula;
        std::vector<std::uint16_t> uses;
        add_uses(node, uses);
        std::ranges::sort(uses);
        uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
        auto const length = std::size_t{node.span.end} - node.span.begin;
        formula.condition = Expression{std::shared_ptr<Node const>{root_, &node},
                                       text_.substr(node.span.begin, length),
                                       node.type,
                                       std::move(uses)};
        formula.is_plain = look(node, formula.compared);
        return formula;
    }

    static void add_uses(Node const& node, std::vector<std::uint16_t>& uses) {
        if (is_variable(node)) uses.push_back(node.index);
        for (auto const& argument : node.arguments) add_uses(argument, uses);
    }

    /// Whether the condition is plain; the literals it compares with are added.
    static bool look(Node const& node, std::vector<Formula::Comparison>& compared) {
        if (is_literal(node)) return true;
        if (is_variable(node)) return node.type.kind == Kind::boolean;
        if (node.operation == Operation::has) return is_variable(node.arguments[0]);
        if (node.operation != Operation::call || node.arguments.size() != 2) return false;
        auto const& left = node.arguments[0];
        auto const& right = node.arguments[1];
        bool const is_equality = node.name == "==" || node.name == "!=";
        bool const is_order =
            node.name == "<" || node.name == "<=" || node.name == ">" || node.name == ">=";
        if (node.name == "in") return look_in(left, right, compared);
        if (is_variable(left) && is_variable(right))
            return is_equality && has_few_values(left.type) && has_few_values(right.type);
        if (is_literal(left) && is_variable(right))
            return look_beside(right, left, is_equality, is_order, compared);
        if (is_variable(left) && is_literal(right))
            return look_beside(left, right, is_equality, is_order, compared);
        return false;
    }

    static bool look_beside(Node const& variable,
                            Node const& literal,
                            bool is_equality,
                            bool is_order,
                            std::vector<Formula::Comparison>& compared) {
        bool const equals = is_equality && is_comparable_with(variable.type, literal.constant);
        bool const orders =
            is_order && is_number(variable.type) && is_cut(variable.type, literal.constant);
        if (!equals && !orders) return false;
        compared.push_back({variable.index, literal.constant});
        return true;
    }

    static bool look_in(Node const& variable,
                        Node const& list,
                        std::vector<Formula::Comparison>& compared) {
        if (!is_variable(variable) || !is_literal(list)) return false;
        auto const* const items = list.constant.as_list();
        if (items == nullptr) return false;
        for (auto const& item : *items) {
            if (!is_comparable_with(variable.type, item)) return false;
            compared.push_back({variable.index, item});
        }
        return true;
    }

    std::shared_ptr<Node const> root_;
    std::string const& text_;
};

/// The tree lives as long as the guard, which whoever asks keeps.
std::shared_ptr<Node const> borrowed(Expression const& guard) {
    return {std::shared_ptr<void>{}, &guard.root()};
}

}  // namespace

Formula formula_of(Expression const& guard) {
    return Taking{borrowed(guard), guard.text()}.apart(guard.root());
}

std::optional<Increment> increment_of(Expression const& value) {
    auto const& node = value.root();
    if (node.operation != Operation::call || node.name != "+" || node.arguments.size() != 2)
        return std::nullopt;
    auto const& left = node.arguments[0];
    auto const& right = node.arguments[1];
    auto const& variable = is_variable(left) ? left : right;
    auto const& literal = is_variable(left) ? right : left;
    auto const* const by = literal.constant.as<std::int64_t>();
    if (!is_variable(variable) || !is_literal(literal) || by == nullptr) return std::nullopt;
    return Increment{variable.index, *by};
}

std::optional<Value> literal_of(Expression const& value) {
    auto const& node = value.root();
    return is_literal(node) ? std::optional{node.constant} : std::nullopt;
}

bool is_never_null(Expression const& value) {
    auto const& node = value.root();
    switch (node.operation) {
        case Operation::constant:
            return !node.constant.is_null();
        case Operation::call:
            return node.name != "[]";
        case Operation::variable:
        case Operation::local:
        case Operation::select:
        case Operation::conditional:
            return false;
        default:
            return true;
    }
}

}  // namespace duban::expression
