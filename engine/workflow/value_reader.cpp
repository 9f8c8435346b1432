#include "engine/workflow/value_reader.hpp"

#include <utility>
#include <vector>

namespace duban::workflow {

namespace {

using expression::Value;

std::optional<Value> read_one(yaml::Values const& values,
                              yaml::Node const& node,
                              Field const& field,
                              std::string const& rule) {
    auto value = parse_value(field, node.text);
    if (value) return std::move(*value);
    std::vector<std::string_view> const choices{field.choices.begin(), field.choices.end()};
    values.error(node.at, rule, value.error(), nearest(node.text, choices));
    return std::nullopt;
}

}  // namespace

std::optional<Value> read_value(yaml::Values const& values,
                                yaml::Node const& node,
                                Field const& field,
                                std::string const& rule) {
    if (!field.list) {
        if (values.scalar(&node) == nullptr) return std::nullopt;
        return read_one(values, node, field, rule);
    }
    if (values.sequence(&node) == nullptr) return std::nullopt;
    auto one = field;
    one.list = false;
    one.at_least = one.at_most = std::nullopt;
    expression::List items;
    bool read = true;
    for (auto const* const item : values.texts(&node)) {
        auto value = read_one(values, *item, one, rule);
        read = read && value;
        if (value) items.push_back(std::move(*value));
    }
    Value list{std::move(items)};
    if (!read) return std::nullopt;
    auto problem = check_value(field, list);
    if (!problem) return list;
    values.error(node.at, rule, std::move(*problem));
    return std::nullopt;
}

}  // namespace duban::workflow
