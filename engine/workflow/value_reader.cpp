#include "engine/workflow/value_reader.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "engine/workflow/handed_file.hpp"

namespace duban::workflow {

namespace {

using expression::Value;

/// Whether each part that must be there is.
bool has_required(yaml::Values const& values,
                  yaml::Node const& node,
                  Field const& field,
                  expression::Map const& record,
                  std::string const& rule) {
    bool has_all = true;
    for (auto const& part : parts_of(field)) {
        if (!part.required || record.contains(Value{part.name})) continue;
        values.error(node.at,
                     rule,
                     {.zh_cn = fmt::format("“{}”缺少“{}”", field.name, part.name),
                      .en = fmt::format("“{}” needs the key “{}”", field.name, part.name)},
                     part.name);
        has_all = false;
    }
    return has_all;
}

/// A record, or what is known of a file, as a mapping.
std::optional<Value> read_parts(yaml::Values const& values,
                                yaml::Node const& node,
                                Field const& field,
                                std::string const& rule) {
    if (values.mapping(&node) == nullptr) return std::nullopt;
    auto const& parts = parts_of(field);
    std::vector<std::string_view> names;
    for (auto const& part : parts) names.emplace_back(part.name);
    expression::Map record;
    bool read = true;
    for (auto const& entry : node.entries) {
        auto const part = values.name_among(
            names, entry.key, entry.at, "unknown-field", {.zh_cn = "字段", .en = "field"});
        auto value = part ? read_value(values, entry.value, parts[*part], rule) : std::nullopt;
        read = read && value;
        if (value) record.insert_or_assign(Value{parts[*part].name}, std::move(*value));
    }
    if (!read || !has_required(values, node, field, record, rule)) return std::nullopt;
    Value value{std::move(record)};
    auto problem = check_value(field, value);
    if (!problem) return value;
    values.error(node.at, rule, std::move(*problem));
    return std::nullopt;
}

/// A file that a scenario makes up: its name and the text that it holds.
std::optional<Value> read_made_up_file(yaml::Values const& values,
                                       yaml::Node const& node,
                                       std::string const& rule) {
    auto const* const name = node.find("name");
    auto const* const text = node.find("text");
    if (name == nullptr || node.entries.size() != 2) {
        values.error(node.at,
                     rule,
                     {.zh_cn = "应写作 {name: letter.pdf, text: …}",
                      .en = "write it as {name: letter.pdf, text: …}"});
        return std::nullopt;
    }
    if (values.scalar(name) == nullptr || values.scalar(text) == nullptr) return std::nullopt;
    auto file = describe_file(name->text, text->text);
    if (file) return to_value(*file);
    values.error(node.at, rule, std::move(file.error()));
    return std::nullopt;
}

std::optional<Value> read_one(yaml::Values const& values,
                              yaml::Node const& node,
                              Field const& field,
                              std::string const& rule) {
    if (field.kind == FieldKind::file && node.is_mapping() && node.find("text") != nullptr)
        return read_made_up_file(values, node, rule);
    if (expression_kind(field.kind) == expression::Kind::map)
        return read_parts(values, node, field, rule);
    if (values.scalar(&node) == nullptr) return std::nullopt;
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
        return read_one(values, node, field, rule);
    }
    if (values.sequence(&node) == nullptr) return std::nullopt;
    auto one = field;
    one.list = false;
    one.at_least = one.at_most = std::nullopt;
    expression::List items;
    bool read = true;
    for (auto const& item : node.items) {
        auto value = read_one(values, item, one, rule);
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
