#include <algorithm>
#include <array>

#include "engine/expression/checker.hpp"
#include "engine/expression/comparison.hpp"
#include "engine/expression/complaint.hpp"
#include "engine/expression/time_literal.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

// Parts of CEL that guards do not have.
constexpr std::array<std::string_view, 5> unsupported_functions{
    "matches", "dyn", "type", "transformList", "transformMap"};

bool is_unsupported(std::string_view name) {
    return std::find(unsupported_functions.begin(), unsupported_functions.end(), name) !=
           unsupported_functions.end();
}

bool accepts(Overload const& overload, std::vector<Node> const& arguments) {
    if (overload.arity() != arguments.size()) return false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto const kind = arguments[i].type.kind;
        auto const parameter = overload.parameters[i];
        if (kind != Kind::any && parameter != Kind::any && kind != parameter) return false;
    }
    return true;
}

/// What the fitting rows agree on; any where an argument is unknown and they do not.
Type result_of(std::vector<Overload const*> const& fitting, Node const& node) {
    Type type{.kind = fitting.front()->result};
    for (auto const* overload : fitting) type = join(type, {.kind = overload->result});
    if (node.name == "[]") return value_of(node.arguments[0].type);
    if (type.kind == Kind::list) return join(node.arguments[0].type, node.arguments[1].type);
    return type;
}

bool takes_words(std::string_view symbol) {
    return symbol == "==" || symbol == "!=" || symbol == "in";
}

bool names_field(Node const& node) {
    return node.name == "[]" && node.arguments.size() == 2 &&
           node.arguments[0].type.record != nullptr &&
           node.arguments[1].constant.as<std::string>() != nullptr;
}

bool is_allowed(std::string_view symbol, Type const& left, Type const& right) {
    if (symbol == "in") return is_comparable(left, element_of(right));
    return takes_words(symbol) ? is_comparable(left, right) : is_orderable(left, right);
}

}  // namespace

Node Checker::call(Syntax const& syntax) {
    if (syntax.style == Style::plain && syntax.name == "has") return has(syntax);
    if (syntax.style == Style::plain && syntax.name == "in_state") return in_state(syntax);
    if (syntax.style == Style::method) {
        if (auto const operation = find_macro(syntax.name)) return macro(syntax, *operation);
    }
    auto const* comparison = syntax.style == Style::symbol ? find_comparison(syntax.name) : nullptr;
    return comparison != nullptr ? comparison_of(syntax, *comparison) : function_of(syntax);
}

Node Checker::comparison_of(Syntax const& syntax, Comparison const& comparison) {
    auto node = start(syntax, Operation::call);
    node.function = comparison.function;
    node.name = comparison.symbol;
    for (auto const& part : syntax.parts) adopt(node, check(part));
    node.type.kind = Kind::boolean;
    if (node.broken || !node.typed) return node;
    auto const& left = node.arguments[0].type;
    auto const& right = node.arguments[1].type;
    if (syntax.name == "in" && !is_range(right)) {
        auto message = complaint::list_expected("in", right);
        complain(node, syntax.parts[1].at, "wrong-type", std::move(message));
    } else if (!is_allowed(syntax.name, left, right)) {
        auto const other = syntax.name == "in" ? element_of(right) : right;
        auto message = complaint::not_comparable(syntax.name, left, other);
        complain(node, syntax.at, "wrong-type", std::move(message));
    } else if (takes_words(syntax.name)) {
        check_words(left, syntax.parts[1]);
        check_words(right, syntax.parts[0]);
    }
    return node;
}

void Checker::check_words(Type const& choice, Syntax const& other) {
    auto const& words = words_of(choice);
    if (!words.empty()) check_word(words, other);
}

void Checker::check_word(std::vector<std::string> const& words, Syntax const& other) {
    if (other.kind == Syntax::Kind::list) {
        for (auto const& part : other.parts) check_word(words, part);
    }
    if (other.kind == Syntax::Kind::conditional) {
        check_word(words, other.parts[1]);
        check_word(words, other.parts[2]);
    }
    auto const* word = other.literal.as<std::string>();
    if (word == nullptr || std::find(words.begin(), words.end(), *word) != words.end()) return;
    auto meant = nearest(*word, {words.begin(), words.end()});
    problems_.push_back(source_.problem(
        other.at, "unknown-word", complaint::unknown_word(*word, words), std::move(meant)));
}

Node Checker::function_of(Syntax const& syntax) {
    auto node = start(syntax, Operation::call);
    auto const overloads = find_overloads(syntax.name, syntax.style);
    if (overloads.empty()) return unknown_function(syntax, std::move(node));
    for (auto const& part : syntax.parts) adopt(node, check(part));
    node.function = overloads.front()->function;
    node.name = overloads.front()->name;
    if (!node.broken && names_field(node)) return selected(std::move(node), syntax.parts[1].at);
    resolve(syntax, node, overloads);
    if (!node.broken && node.typed && node.name == "[]") check_key(syntax, node);
    if (!node.broken) fold_time(node);
    return node;
}

Node Checker::unknown_function(Syntax const& syntax, Node node) {
    // The arguments of what may be a misspelt macro hold names that are bound only there.
    if (syntax.style == Style::method) adopt(node, check(syntax.parts[0]));
    auto const other = syntax.style == Style::plain ? Style::method : Style::plain;
    bool const misplaced = !find_overloads(syntax.name, other).empty() || find_macro(syntax.name) ||
                           syntax.name == "has";
    if (node.broken) return node;
    if (is_unsupported(syntax.name)) {
        complain(node, syntax.at, "unsupported", complaint::unsupported(syntax.name));
    } else if (misplaced) {
        auto message = syntax.style == Style::plain ? complaint::method_only(syntax.name)
                                                    : complaint::function_only(syntax.name);
        complain(node, syntax.at, "unknown-function", std::move(message));
    } else {
        auto candidates = function_names(syntax.style);
        if (syntax.style == Style::plain) {
            candidates.push_back("has");
        } else {
            auto const macros = macro_names();
            candidates.insert(candidates.end(), macros.begin(), macros.end());
        }
        auto meant = nearest(syntax.name, candidates);
        auto message = complaint::unknown_function(syntax.name, meant);
        complain(node, syntax.at, "unknown-function", std::move(message), std::move(meant));
    }
    return node;
}

void Checker::resolve(Syntax const& syntax,
                      Node& node,
                      std::vector<Overload const*> const& overloads) {
    auto const count = node.arguments.size();
    auto const takes = [&](Overload const* overload) { return overload->arity() == count; };
    if (std::none_of(overloads.begin(), overloads.end(), takes)) {
        auto const given = syntax.style == Style::method ? count - 1 : count;
        return complain(node, syntax.at, "wrong-count", complaint::wrong_count(syntax.name, given));
    }
    if (node.broken) return;
    std::vector<Overload const*> fitting;
    for (auto const* overload : overloads) {
        if (accepts(*overload, node.arguments)) fitting.push_back(overload);
    }
    if (!fitting.empty()) {
        node.type = result_of(fitting, node);
        return;
    }
    // Among literals an index of any kind is left to the evaluation, as a comparison is.
    if (syntax.name == "[]" && !node.typed && is_range(node.arguments[0].type)) return;
    auto const& first = node.arguments[0].type;
    auto message = count == 1 ? complaint::no_overload(syntax.name, first)
                              : complaint::no_overload(syntax.name, first, node.arguments[1].type);
    complain(node, syntax.at, "wrong-type", std::move(message));
}

void Checker::check_key(Syntax const& syntax, Node& node) {
    auto const& map = node.arguments[0].type;
    auto const& key = node.arguments[1].type;
    if (map.kind != Kind::map || is_comparable(element_of(map), key)) return;
    complain(node, syntax.parts[1].at, "wrong-type", complaint::no_overload("[]", map, key));
}

/// A date that is written out is read once; one that is none is found now and not by a user.
void Checker::fold_time(Node& node) {
    bool const is_time = node.name == "date" || node.name == "timestamp" || node.name == "duration";
    auto const& argument = node.arguments[0];
    auto const* text = argument.constant.as<std::string>();
    if (!is_time || argument.operation != Operation::constant || text == nullptr) return;
    Workspace workspace;
    auto const operand = to_operand(argument.constant);
    auto const time = node.function({&operand, 1}, workspace);
    if (auto const* error = std::get_if<Error>(&time)) {
        if (!is_malformed_time(*error)) return;
        return complain(node, argument.at, "bad-time", complaint::bad_time(node.name, *text));
    }
    node.operation = Operation::constant;
    node.constant = to_value(time);
    node.arguments.clear();
}

}  // namespace duban::expression
