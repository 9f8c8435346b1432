#include "adapters/channels/web/json_impl.hpp"

namespace duban::web {

namespace json = boost::json;

std::optional<json::object> object_of(std::string_view text) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = 16;
    auto value = json::parse(text, error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

json::object const* object_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

json::object const* first_at(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(key);
    auto const* const array = value ? value->if_array() : nullptr;
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
