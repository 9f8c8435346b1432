#include "engine/workflow/field.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/ensure.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/utf8.hpp"

namespace duban::workflow {

namespace {

using expression::List;
using expression::Value;

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

Text not_of_kind(Field const& field) {
    auto const wanted = describe(field.kind);
    return {.zh_cn = fmt::format("“{}”应为{}", field.name, wanted.zh_cn),
            .en = fmt::format("“{}” must be {}", field.name, wanted.en)};
}

bool has_control_characters(std::string_view text) {
    for (char const c : text) {
        auto const octet = static_cast<unsigned char>(c);
        if (octet == 0x7F || (octet < 0x20 && c != '\n' && c != '\t' && c != '\r')) return true;
    }
    return false;
}

std::optional<Text> check_characters(Field const& field, std::string_view text) {
    if (find_invalid_utf8(text) || has_control_characters(text)) {
        return Text{
            .zh_cn = fmt::format("“{}”含有不能保存的字符（控制字符或非 UTF-8 编码）", field.name),
            .en = fmt::format("“{}” holds control characters or is not UTF-8", field.name)};
    }
    auto const length = count_characters(text);
    auto const most = !field.list && field.at_most ? *field.at_most : text_most(field.kind);
    if (length > most) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 个字，最多 {} 个字", field.name, length, most),
            .en = fmt::format(
                "“{}” has {} characters; at most {} are allowed", field.name, length, most)};
    }
    auto const least = !field.list && field.at_least ? *field.at_least : 0;
    if (length < least) {
        return Text{
            .zh_cn = fmt::format("“{}”有 {} 个字，至少 {} 个字", field.name, length, least),
            .en = fmt::format(
                "“{}” has {} characters; at least {} are needed", field.name, length, least)};
    }
    return std::nullopt;
}

std::optional<Text> check_choice(Field const& field, std::string const& word) {
    std::vector<std::string_view> const choices{field.choices.begin(), field.choices.end()};
    for (auto const choice : choices) {
        if (choice == word) return std::nullopt;
    }
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

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Digits with an optional minus and, where allowed, one point with digits on both sides.
bool is_number(std::string_view text, bool point_allowed) {
    if (text.starts_with('-')) text.remove_prefix(1);
    auto const digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    auto const point = text.find('.');
    if (point == std::string_view::npos) return digits(text);
    return point_allowed && digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

template <class Number>
std::optional<Value> parse_number(std::string_view text) {
    if (!is_number(text, std::is_floating_point_v<Number>)) return std::nullopt;
    Number number{};
    auto const result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec != std::errc{}) return std::nullopt;
    return Value{number};
}

std::optional<Value> parse_item(FieldKind kind, std::string_view text) {
    switch (kind) {
        case FieldKind::whole_number:
            return parse_number<std::int64_t>(trim(text));
        case FieldKind::decimal:
            return parse_number<double>(trim(text));
        case FieldKind::yes_no:
            if (trim(text) == "true") return Value{true};
            if (trim(text) == "false") return Value{false};
            return std::nullopt;
        case FieldKind::date:
            if (auto const day = parse_day(trim(text))) return Value{*day};
            return std::nullopt;
        case FieldKind::instant:
            if (auto const instant = parse_instant(trim(text))) return Value{*instant};
            return std::nullopt;
        case FieldKind::text:
        case FieldKind::long_text:
            return Value{std::string{text}};
        case FieldKind::choice:
        case FieldKind::person:
        case FieldKind::unit:
            return Value{std::string{trim(text)}};
    }
    return std::nullopt;
}

/// The items between "、", "，" and ",", trimmed, empty ones left out.
std::vector<std::string_view> split_items(std::string_view text) {
    constexpr std::array<std::string_view, 3> separators{"、", "，", ","};
    std::vector<std::string_view> items;
    while (!text.empty()) {
        auto end = text.size();
        std::size_t width = 0;
        for (auto const separator : separators) {
            if (auto const at = text.find(separator); at < end) {
                end = at;
                width = separator.size();
            }
        }
        if (auto const item = trim(text.substr(0, end)); !item.empty()) items.push_back(item);
        text.remove_prefix(end + width);
    }
    return items;
}

}  // namespace

std::size_t text_most(FieldKind kind) {
    if (kind == FieldKind::long_text) return 1'000'000;
    bool const is_id = kind == FieldKind::person || kind == FieldKind::unit;
    return is_id ? 200 : 10'000;
}

expression::Type type_of(Field const& field) {
    auto const kind = expression_kind(field.kind);
    if (field.list) return expression::list_of({.kind = kind});
    return {.kind = kind, .choices = field.choices};
}

std::optional<Text> check_value(Field const& field, Value const& value) {
    if (value.is_null()) return std::nullopt;
    if (!field.list) return check_item(field, value);
    if (auto const* const items = value.as_list()) return check_list(field, *items);
    return Text{.zh_cn = fmt::format("“{}”应为列表", field.name),
                .en = fmt::format("“{}” must be a list", field.name)};
}

Result<Value, Text> parse_value(Field const& field, std::string_view text) {
    std::optional<Value> value;
    if (field.list) {
        List items;
        for (auto const item : split_items(text)) {
            auto parsed = parse_item(field.kind, item);
            if (!parsed) return Failure<Text>{not_of_kind(field)};
            items.push_back(std::move(*parsed));
        }
        value = Value{std::move(items)};
    } else {
        value = parse_item(field.kind, text);
    }
    if (!value) return Failure<Text>{not_of_kind(field)};
    if (auto problem = check_value(field, *value)) return Failure<Text>{std::move(*problem)};
    return std::move(*value);
}

}  // namespace duban::workflow
