#include "engine/expression/checker.hpp"

#include <algorithm>
#include <array>

#include "engine/base/ensure.hpp"
#include "engine/expression/complaint.hpp"
#include "engine/expression/lexer.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

bool is_condition(Type const& type) {
    return type.kind == Kind::boolean || type.kind == Kind::any;
}

Type type_of(Value const& value) {
    return {.kind = kind_of(to_operand(value))};
}

}  // namespace

Checker::Checker(Source source, std::span<Variable const> variables)
    : source_{source}, variables_{variables}, used_(variables.size(), false) {
    ensure(variables.size() <= UINT16_MAX, "a workflow has at most 65535 fields");
}

std::vector<std::uint16_t> Checker::uses() const {
    std::vector<std::uint16_t> indices;
    for (std::size_t i = 0; i < used_.size(); ++i) {
        if (used_[i]) indices.push_back(static_cast<std::uint16_t>(i));
    }
    return indices;
}

Node Checker::check(Syntax const& syntax) {
    switch (syntax.kind) {
        case Syntax::Kind::literal:
            return literal(syntax);
        case Syntax::Kind::name:
            return name(syntax);
        case Syntax::Kind::list:
            return list(syntax);
        case Syntax::Kind::map:
            return map(syntax);
        case Syntax::Kind::call:
            return call(syntax);
        case Syntax::Kind::select:
            return select(syntax);
        case Syntax::Kind::conjunction:
        case Syntax::Kind::disjunction:
            return logic(syntax);
        case Syntax::Kind::conditional:
            return conditional(syntax);
    }
    ensure(false, "every kind of syntax is checked");
    return {};
}

Node Checker::start(Syntax const& syntax, Operation operation) const {
    Node node;
    node.operation = operation;
    node.span = syntax.span;
    node.at = syntax.at;
    return node;
}

void Checker::adopt(Node& node, Node argument) {
    node.typed = node.typed || argument.typed;
    node.broken = node.broken || argument.broken;
    node.weight += argument.weight;
    node.arguments.push_back(std::move(argument));
}

void Checker::complain(
    Node& node, std::size_t at, std::string rule, Text message, std::string suggestion) {
    problems_.push_back(
        source_.problem(at, std::move(rule), std::move(message), std::move(suggestion)));
    node.broken = true;
    node.type = {};
}

Node Checker::literal(Syntax const& syntax) {
    auto node = start(syntax, Operation::constant);
    node.constant = syntax.literal;
    node.type = type_of(node.constant);
    return node;
}

Node Checker::name(Syntax const& syntax) {
    for (std::size_t depth = 0; depth < locals_.size(); ++depth) {
        auto const& local = locals_[locals_.size() - 1 - depth];
        if (local.name != syntax.name) continue;
        auto node = start(syntax, Operation::local);
        node.index = static_cast<std::uint16_t>(depth);
        node.typed = local.typed;
        node.broken = local.broken;
        node.type = local.type;
        return node;
    }
    if (syntax.name == "now" || syntax.name == "today") {
        bool const day = syntax.name == "today";
        auto node = start(syntax, day ? Operation::today : Operation::now);
        node.type.kind = day ? Kind::day : Kind::timestamp;
        node.typed = true;
        return node;
    }
    for (std::size_t index = 0; index < variables_.size(); ++index) {
        auto const& variable = variables_[index];
        if (variable.kind == Variable::Kind::field && variable.name == syntax.name)
            return this->variable(syntax, index);
    }
    return unknown_name(syntax);
}

Node Checker::variable(Syntax const& syntax, std::size_t index) {
    auto node = start(syntax, Operation::variable);
    node.index = static_cast<std::uint16_t>(index);
    node.type = variables_[index].type;
    node.typed = node.type.kind != Kind::any;
    used_[index] = true;
    return node;
}

Node Checker::unknown_name(Syntax const& syntax) {
    auto node = start(syntax, Operation::constant);
    if (kind_behind(syntax.name)) {
        complain(node, syntax.at, "wrong-form", complaint::name_wanted_after(syntax.name));
        return node;
    }
    std::vector<std::string_view> candidates{"now", "today"};
    for (auto const& variable : variables_) {
        if (variable.kind == Variable::Kind::field) candidates.emplace_back(variable.name);
    }
    for (auto const& local : locals_) candidates.push_back(local.name);
    auto meant = nearest(syntax.name, candidates);
    auto message = complaint::unknown_name(syntax.name, meant);
    complain(node, syntax.at, "unknown-name", std::move(message), std::move(meant));
    return node;
}

Node Checker::list(Syntax const& syntax) {
    auto node = start(syntax, Operation::list);
    Type element;
    for (auto const& part : syntax.parts) {
        auto item = check(part);
        element = node.arguments.empty() ? item.type : join(element, item.type);
        adopt(node, std::move(item));
    }
    node.type = list_of(element);
    auto const is_constant = [](Node const& item) { return item.operation == Operation::constant; };
    if (!std::all_of(node.arguments.begin(), node.arguments.end(), is_constant)) return node;
    // A list of literals is made once, not at each evaluation.
    List items;
    for (auto const& item : node.arguments) items.push_back(item.constant);
    node.operation = Operation::constant;
    node.constant = Value{std::move(items)};
    return node;
}

Node Checker::map(Syntax const& syntax) {
    auto node = start(syntax, Operation::entries);
    Type key;
    Type value;
    Map entries;
    bool is_constant = true;
    for (std::size_t i = 0; i < syntax.parts.size(); ++i) {
        auto part = check(syntax.parts[i]);
        auto& type = i % 2 == 0 ? key : value;
        type = i < 2 ? part.type : join(type, part.type);
        is_constant = is_constant && part.operation == Operation::constant;
        adopt(node, std::move(part));
    }
    node.type = map_of(key.kind, value);
    if (!is_constant || node.broken) return node;
    for (std::size_t i = 0; i < node.arguments.size(); i += 2) {
        // A repeated key stays CEL's error.
        auto const& parts = node.arguments;
        if (insert(entries, parts[i].constant, parts[i + 1].constant)) return node;
    }
    node.operation = Operation::constant;
    node.constant = Value{std::move(entries)};
    return node;
}

void Checker::require_condition(Node& of, Node const& part, std::string_view where) {
    if (part.broken || is_condition(part.type) || !of.typed) return;
    complain(of, part.at, "wrong-type", complaint::condition_expected(where, part.type));
}

Node Checker::logic(Syntax const& syntax) {
    bool const conjunction = syntax.kind == Syntax::Kind::conjunction;
    auto node = start(syntax, conjunction ? Operation::conjunction : Operation::disjunction);
    for (auto const& part : syntax.parts) adopt(node, check(part));
    for (auto const& part : node.arguments)
        require_condition(node, part, conjunction ? "&&" : "||");
    node.type.kind = Kind::boolean;
    return node;
}

Node Checker::conditional(Syntax const& syntax) {
    auto node = start(syntax, Operation::conditional);
    for (auto const& part : syntax.parts) adopt(node, check(part));
    auto const& yes = node.arguments[1];
    auto const& no = node.arguments[2];
    require_condition(node, node.arguments[0], "?:");
    node.type = join(yes.type, no.type);
    bool const differ =
        node.type.kind == Kind::any && yes.type.kind != Kind::any && no.type.kind != Kind::any;
    if (differ && node.typed && !node.broken)
        complain(node, no.at, "wrong-type", complaint::branches_differ(yes.type, no.type));
    return node;
}

bool is_reserved(std::string_view name) {
    constexpr std::array<std::string_view, 6> words{"true", "false", "null", "in", "now", "today"};
    return is_reserved_word(name) || kind_behind(name) ||
           std::find(words.begin(), words.end(), name) != words.end();
}

}  // namespace duban::expression
