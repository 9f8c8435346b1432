// What is chosen by name: `value.name`, `value["name"]`, `parts.name`, `deadlines.name`,
// `in_state("name")`.
#include <utility>

#include "engine/expression/checker.hpp"
#include "engine/expression/complaint.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

Text unknown(Variable::Kind kind, std::string_view name, std::string_view meant) {
    switch (kind) {
        case Variable::Kind::part_list:
            return complaint::unknown_part(name, meant);
        case Variable::Kind::deadline:
            return complaint::unknown_deadline(name, meant);
        case Variable::Kind::state:
            return complaint::unknown_state(name, meant);
        case Variable::Kind::field:
            break;
    }
    return complaint::unknown_name(name, meant);
}

}  // namespace

std::optional<Variable::Kind> kind_behind(std::string_view name) {
    if (name == "parts") return Variable::Kind::part_list;
    if (name == "deadlines") return Variable::Kind::deadline;
    return std::nullopt;
}

Node Checker::select(Syntax const& syntax) {
    auto const& from = syntax.parts[0];
    if (from.kind == Syntax::Kind::name) {
        if (auto const kind = kind_behind(from.name)) return named(syntax, *kind, syntax.name);
    }
    auto node = start(syntax, Operation::select);
    adopt(node, check(from));
    node.constant = Value{std::string{syntax.name}};
    if (!node.broken) type_selection(node, syntax.at);
    return node;
}

/// The text in the brackets is the name of a field, as after a dot.
Node Checker::selected(Node node, std::size_t at) {
    node.operation = Operation::select;
    node.constant = std::move(node.arguments[1].constant);
    node.arguments.pop_back();
    type_selection(node, at);
    return node;
}

void Checker::type_selection(Node& node, std::size_t at) {
    auto const& from = node.arguments[0].type;
    auto const& name = *node.constant.as<std::string>();
    if (from.kind == Kind::any) return;
    if (from.record == nullptr) {
        bool const has_names =
            from.kind == Kind::map && is_comparable({.kind = Kind::string}, {.kind = from.key});
        if (!has_names)
            return complain(node, at, "wrong-type", complaint::no_overload("." + name, from));
        node.type = value_of(from);
        return;
    }
    node.from_record = true;
    if (auto const* field = from.record->find(name)) {
        node.type = *field;
        return;
    }
    std::vector<std::string_view> fields;
    for (auto const& field : from.record->fields) fields.emplace_back(field.name);
    auto meant = nearest(name, fields);
    auto message = complaint::unknown_field(name, from.record->name, meant);
    complain(node, at, "unknown-name", std::move(message), std::move(meant));
}

Node Checker::named(Syntax const& syntax, Variable::Kind kind, std::string_view name) {
    std::vector<std::string_view> candidates;
    for (std::size_t index = 0; index < variables_.size(); ++index) {
        auto const& variable = variables_[index];
        if (variable.kind != kind) continue;
        if (variable.name == name) return this->variable(syntax, index);
        candidates.emplace_back(variable.name);
    }
    auto node = start(syntax, Operation::constant);
    auto meant = nearest(name, candidates);
    auto message = unknown(kind, name, meant);
    complain(node, syntax.at, "unknown-name", std::move(message), std::move(meant));
    return node;
}

Node Checker::in_state(Syntax const& syntax) {
    auto const* path =
        syntax.parts.size() == 1 ? syntax.parts[0].literal.as<std::string>() : nullptr;
    if (path != nullptr) {
        auto asked = syntax;
        asked.at = syntax.parts[0].at;
        return named(asked, Variable::Kind::state, *path);
    }
    auto node = start(syntax, Operation::constant);
    complain(node, syntax.at, "wrong-form", complaint::state_expected());
    return node;
}

}  // namespace duban::expression
