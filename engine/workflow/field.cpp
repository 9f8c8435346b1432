#include "engine/workflow/field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/ensure.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/sha256.hpp"
#include "engine/base/utf8.hpp"
#include "engine/workflow/file_name.hpp"

namespace duban::workflow {

namespace {

using expression::List;
using expression::Value;

Field file_field(std::string name, FieldKind kind, std::size_t most) {
    Field field;
    field.name = std::move(name);
    field.title = {.zh_cn = field.name, .en = field.name};
    field.kind = kind;
    field.required = true;
    if (kind == FieldKind::text) {
        field.at_least = 1;
        field.at_most = most;
    }
    return field;
}

bool has_kind(FieldKind kind, Value const& value) {
    switch (expression_kind(kind)) {
        case expression::Kind::string:
            return value.as<std::string>() != nullptr;
        case expression::Kind::int64:
            return value.as<std::int64_t>() != nullptr;
        case expression::Kind::float64:
            return value.as<double>() != nullptr;
        case expression::Kind::boolean:
            return value.as<bool>() != nullptr;
        case expression::Kind::day:
            return value.as<Day>() != nullptr;
        case expression::Kind::timestamp:
            return value.as<Instant>() != nullptr;
        default:
            return false;
    }
}

std::optional<Text> check_record(Field const& field, Value const& value);

bool has_control_characters(std::string_view text) {
    bool found = false;  // looks at all, many octets at a time
    for (char const c : text) {
        auto const octet = static_cast<unsigned char>(c);
        bool const is_layout = c == '\n' || c == '\t' || c == '\r';
        found |= octet == 0x7F || (octet < 0x20 && !is_layout);
    }
    return found;
}

std::optional<Text> check_characters(Field const& field, std::string_view text) {
    auto const length = count_valid_characters(text);
    if (!length || has_control_characters(text)) {
        return Text{
            .zh_cn = fmt::format("“{}”含有不能保存的字符（控制字符或非 UTF-8 编码）", field.name),
            .en = fmt::format("“{}” holds control characters or is not UTF-8", field.name)};
    }
    auto const most = !field.list && field.at_most ? *field.at_most : text_most(field.kind);
    if (*length > most) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 个字，最多 {} 个字", field.name, *length, most),
            .en = fmt::format(
                "“{}” has {} characters; at most {} are allowed", field.name, *length, most)};
    }
    auto const least = !field.list && field.at_least ? *field.at_least : 0;
    if (*length < least) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 个字，至少 {} 个字", field.name, *length, least),
            .en = fmt::format(
                "“{}” has {} characters; at least {} are needed", field.name, *length, least)};
    }
    return std::nullopt;
}

std::optional<Text> check_choice(Field const& field, std::string const& word) {
    if (std::ranges::find(field.choices, word) != field.choices.end()) return std::nullopt;
    std::vector<std::string_view> const choices{field.choices.begin(), field.choices.end()};
    auto const near = nearest(word, choices);
    auto const meant = near.empty() ? Text{}
                                    : Text{.zh_cn = fmt::format("，是否为“{}”？", near),
                                           .en = fmt::format("; did you mean “{}”?", near)};
    return Text{.zh_cn = fmt::format(
                    "“{}”的选项只有 {}{}", field.name, fmt::join(choices, "、"), meant.zh_cn),
                .en = fmt::format(
                    "“{}” must be one of {}{}", field.name, fmt::join(choices, ", "), meant.en)};
}

std::optional<Text> check_item(Field const& field, Value const& value) {
    if (expression_kind(field.kind) == expression::Kind::map) return check_record(field, value);
    if (!has_kind(field.kind, value)) return not_of_kind(field);
    if (auto const* const number = value.as<double>();
        number != nullptr && !std::isfinite(*number)) {
        return not_of_kind(field);
    }
    auto const* const text = value.as<std::string>();
    if (text == nullptr) return std::nullopt;
    if (field.kind == FieldKind::choice) return check_choice(field, *text);
    bool const is_id = field.kind == FieldKind::person || field.kind == FieldKind::unit;
    if (is_id && text->empty()) return not_of_kind(field);
    return check_characters(field, *text);
}

std::optional<Text> check_list(Field const& field, List const& items) {
    auto const least = field.at_least.value_or(0);
    auto const most = field.at_most.value_or(list_items_most);
    if (items.size() < least) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 项，至少 {} 项", field.name, items.size(), least),
            .en = fmt::format(
                "“{}” has {} items; at least {} are needed", field.name, items.size(), least)};
    }
    if (items.size() > most) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 项，最多 {} 项", field.name, items.size(), most),
            .en = fmt::format(
                "“{}” has {} items; at most {} are allowed", field.name, items.size(), most)};
    }
    for (auto const& item : items) {
        if (auto problem = check_item(field, item)) return problem;
    }
    return std::nullopt;
}

/// What is wrong with a part is said of the whole: "contact: “phone” must be a text".
Text within(Field const& record, Text const& problem) {
    return {.zh_cn = fmt::format("{}：{}", record.name, problem.zh_cn),
            .en = fmt::format("{}: {}", record.name, problem.en)};
}

Text no_such_part(Field const& record, std::string_view name) {
    std::vector<std::string_view> known;
    for (auto const& part : parts_of(record)) known.emplace_back(part.name);
    return {.zh_cn = fmt::format("里面没有“{}”，只有 {}", name, fmt::join(known, "、")),
            .en = fmt::format("there is no “{}” in it, only {}", name, fmt::join(known, ", "))};
}

std::optional<Text> check_file(expression::Map const& file) {
    auto const* const name = file.find("name")->second.as<std::string>();
    if (auto fault = fault_of_file_name(*name)) return fault;
    auto const* const size = file.find("size")->second.as<std::int64_t>();
    auto const* const hash = file.find("sha256")->second.as<std::string>();
    if (*size < 0 || *size > file_octets_most) {
        return Text{.zh_cn = fmt::format("文件最大 {} 字节", file_octets_most),
                    .en = fmt::format("a file has at most {} bytes", file_octets_most)};
    }
    if (parse_hash(*hash)) return std::nullopt;
    return Text{.zh_cn = "“sha256”应为 64 位小写十六进制数",
                .en = "“sha256” must be 64 hexadecimal digits in lower case"};
}

std::optional<Text> check_record(Field const& field, Value const& value) {
    auto const* const map = value.as_map();
    if (map == nullptr) return not_of_kind(field);
    auto const& parts = parts_of(field);
    for (auto const& [key, held] : *map) {
        auto const* const name = key.as<std::string>();
        if (name == nullptr) return not_of_kind(field);
        auto const part = std::ranges::find(parts, *name, &Field::name);
        if (part == parts.end()) return within(field, no_such_part(field, *name));
        if (auto problem = check_value(*part, held)) return within(field, *problem);
    }
    for (auto const& part : parts) {
        auto const held = map->find(std::string_view{part.name});
        if (!part.required || (held != map->end() && !held->second.is_null())) continue;
        return within(field,
                      {.zh_cn = fmt::format("缺少“{}”", part.name),
                       .en = fmt::format("“{}” is missing", part.name)});
    }
    if (field.kind != FieldKind::file) return std::nullopt;
    auto problem = check_file(*map);
    return problem ? std::optional{within(field, *problem)} : std::nullopt;
}

}  // namespace

std::vector<Field> const& file_fields() {
    static std::vector<Field> const fields{
        file_field("name", FieldKind::text, file_name_octets_most),
        file_field("size", FieldKind::whole_number, 0),
        file_field("sha256", FieldKind::text, 64),
        file_field("media_type", FieldKind::text, 100)};
    return fields;
}

std::vector<Field> const& parts_of(Field const& field) {
    return field.kind == FieldKind::file ? file_fields() : field.fields;
}

std::size_t text_most(FieldKind kind) {
    if (kind == FieldKind::long_text) return 1'000'000;
    bool const is_id = kind == FieldKind::person || kind == FieldKind::unit;
    return is_id ? 200 : 10'000;
}

expression::Type type_of(Field const& field) {
    auto const kind = expression_kind(field.kind);
    if (kind == expression::Kind::map) {
        expression::Record record{.name = field.name, .fields = {}};
        for (auto const& part : parts_of(field))
            record.fields.push_back({part.name, type_of(part)});
        auto const type = expression::record_of(std::move(record));
        return field.list ? expression::list_of(type) : type;
    }
    if (field.list) return expression::list_of({.kind = kind});
    return {.kind = kind, .choices = field.choices};
}

Text not_of_kind(Field const& field) {
    auto const wanted = describe(field.kind);
    return {.zh_cn = fmt::format("“{}”应为{}", field.name, wanted.zh_cn),
            .en = fmt::format("“{}” must be {}", field.name, wanted.en)};
}

std::optional<Text> check_value(Field const& field, Value const& value) {
    if (value.is_null()) return std::nullopt;
    if (!field.list) return check_item(field, value);
    if (auto const* const items = value.as_list()) return check_list(field, *items);
    return Text{.zh_cn = fmt::format("“{}”应为列表", field.name),
                .en = fmt::format("“{}” must be a list", field.name)};
}

}  // namespace duban::workflow
