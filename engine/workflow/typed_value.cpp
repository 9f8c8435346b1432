// Reading what a person typed into a field.
#include <array>
#include <charconv>

#include "engine/base/instant.hpp"
#include "engine/workflow/field.hpp"

namespace duban::workflow {

namespace {

using expression::List;
using expression::Value;

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
        case FieldKind::file:
        case FieldKind::record:
            return std::nullopt;
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
