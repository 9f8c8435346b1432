#include "engine/expression/outline.hpp"

#include "engine/expression/node.hpp"

namespace duban::expression {

namespace {

bool is_map(Expression::Node const& node) {
    return node.operation == Operation::entries || node.constant.as_map() != nullptr;
}

bool is_list(Expression::Node const& node) {
    return node.operation == Operation::list || node.constant.as_list() != nullptr;
}

Outline of_node(Expression::Node const& node);

void add_entries(Outline& outline, std::vector<Expression::Node> const& parts) {
    outline.has_entries = true;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        auto const& key = parts[i];
        auto const* const name = key.constant.as<std::string>();
        if (key.operation != Operation::constant || name == nullptr) {
            outline.has_entries = false;
            return outline.entries.clear();
        }
        outline.entries.push_back({*name, key.span.begin, of_node(parts[i + 1])});
    }
}

Outline of_node(Expression::Node const& node) {
    Outline outline;
    outline.type = node.type;
    outline.at = node.span.begin;
    auto const& parts = node.arguments;
    if (node.operation == Operation::constant) outline.constant = node.constant;
    if (is_map(node)) add_entries(outline, parts);
    if (is_list(node)) {
        for (auto const& item : parts) outline.items.push_back(of_node(item));
    }
    if (node.operation == Operation::conditional) {
        outline.branches = {of_node(parts[1]), of_node(parts[2])};
    }
    return outline;
}

}  // namespace

Outline outline_of(Expression const& expression) {
    return of_node(expression.root());
}

}  // namespace duban::expression
