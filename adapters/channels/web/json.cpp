#include "adapters/channels/web/json_impl.hpp"

namespace duban::web {

namespace json = boost::json;

namespace {

/// Null where it cannot be read.
json::value value_in(std::string_view text) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    auto value = json::parse(text, error, {}, options);
    return error ? json::value(nullptr) : value;
}

}  // namespace

std::optional<json::object> object_of(std::string_view text) {
    auto value = value_in(text);
    if (!value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::optional<json::array> array_of(std::string_view text) {
    auto value = value_in(text);
    if (!value.is_array()) return std::nullopt;
    return std::move(value.get_array());
}

json::object const* object_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

json::array const* array_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value ? value->if_array() : nullptr;
}

json::object const* first_at(json::object const& object, std::string_view key) {
    auto const* const array = array_at(object, key);
    return array && !array->empty() ? array->front().if_object() : nullptr;
}

std::optional<std::string> text_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    if (!value) return std::nullopt;
    if (auto const* const text = value->if_string()) return std::string{*text};
    if (value->is_number() || value->is_bool()) return json::serialize(*value);
    return std::nullopt;
}

}  // namespace duban::web
