#include <array>

#include "engine/expression/checker.hpp"
#include "engine/expression/complaint.hpp"

namespace duban::expression {

namespace {

using Node = Expression::Node;

struct Macro {
    std::string_view name;
    std::string_view form;
    Operation operation;
};

constexpr std::array<Macro, 5> macros{
    {{"all", "all(x, condition)", Operation::all},
     {"exists", "exists(x, condition)", Operation::exists},
     {"exists_one", "exists_one(x, condition)", Operation::exists_one},
     {"filter", "filter(x, condition)", Operation::filter},
     {"map", "map(x, value)", Operation::map}}};

std::string_view form_of(Operation operation) {
    for (auto const& macro : macros) {
        if (macro.operation == operation) return macro.form;
    }
    return {};
}

}  // namespace

std::optional<Operation> find_macro(std::string_view name) {
    for (auto const& macro : macros) {
        if (macro.name == name) return macro.operation;
    }
    return std::nullopt;
}

std::vector<std::string_view> macro_names() {
    std::vector<std::string_view> names;
    for (auto const& macro : macros) names.push_back(macro.name);
    return names;
}

Node Checker::has(Syntax const& syntax) {
    auto node = start(syntax, Operation::has);
    node.type.kind = Kind::boolean;
    if (syntax.parts.size() != 1) {
        complain(
            node, syntax.at, "wrong-count", complaint::wrong_count("has", syntax.parts.size()));
        return node;
    }
    auto const kind = syntax.parts[0].kind;
    adopt(node, check(syntax.parts[0]));
    auto const operation = node.arguments[0].operation;
    bool const is_name = operation == Operation::variable || operation == Operation::local ||
                         (operation == Operation::select && kind == Syntax::Kind::select);
    if (!node.broken && !is_name)
        complain(node, syntax.parts[0].at, "wrong-type", complaint::field_expected());
    return node;
}

bool Checker::check_macro_form(Syntax const& syntax, Operation operation) {
    auto const count = syntax.parts.size();
    bool const right_count = count == 3 || (count == 4 && operation == Operation::map);
    bool const named = right_count && syntax.parts[1].kind == Syntax::Kind::name;
    return named && !is_reserved(syntax.parts[1].name);
}

Node Checker::macro(Syntax const& syntax, Operation operation) {
    auto node = start(syntax, operation);
    adopt(node, check(syntax.parts[0]));
    if (!check_macro_form(syntax, operation)) {
        complain(
            node, syntax.at, "wrong-form", complaint::macro_form(syntax.name, form_of(operation)));
        return node;
    }
    auto const& range = node.arguments[0];
    if (!is_range(range.type) && !node.broken) {
        auto message = complaint::list_expected(syntax.name, range.type);
        complain(node, syntax.parts[0].at, "wrong-type", std::move(message));
    }
    locals_.push_back({.name = syntax.parts[1].name,
                       .type = element_of(range.type),
                       .typed = range.typed,
                       .broken = node.broken});
    for (std::size_t i = 2; i < syntax.parts.size(); ++i) adopt(node, check(syntax.parts[i]));
    locals_.pop_back();
    check_macro_types(syntax, node);
    return node;
}

void Checker::check_macro_types(Syntax const& syntax, Node& node) {
    auto const& last = node.arguments.back();
    bool const has_condition = node.operation != Operation::map || node.arguments.size() == 3;
    if (has_condition) require_condition(node, node.arguments[1], syntax.name);
    if (node.broken) return;
    if (node.operation == Operation::filter) {
        node.type = list_of(element_of(node.arguments[0].type));
    } else if (node.operation == Operation::map) {
        node.type = list_of(last.type);
    } else {
        node.type.kind = Kind::boolean;
    }
}

}  // namespace duban::expression
