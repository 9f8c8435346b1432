#include "adapters/cli/eval_json.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <cmath>
#include <cstdint>
#include <memory>
#include <variant>

#include "engine/expression/operand.hpp"

namespace duban::cli {

namespace {

using expression::Kind;
using expression::List;
using expression::Map;
using expression::Type;
using expression::Value;

std::string quoted(std::string_view text) {
    return boost::json::serialize(boost::json::value(boost::json::string(text)));
}

std::string number(double value) {
    if (std::isnan(value)) return R"("NaN")";
    if (std::isinf(value)) return value > 0 ? R"("Infinity")" : R"("-Infinity")";
    auto text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string base64(std::string_view octets) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        auto const octet = [&](std::size_t at) -> std::uint32_t {
            return at < octets.size() ? static_cast<unsigned char>(octets[at]) : 0;
        };
        auto const group = octet(i) << 16U | octet(i + 1) << 8U | octet(i + 2);
        text += digits[group >> 18U];
        text += digits[group >> 12U & 63U];
        text += i + 1 < octets.size() ? digits[group >> 6U & 63U] : '=';
        text += i + 2 < octets.size() ? digits[group & 63U] : '=';
    }
    return text;
}

/// "90s" and RFC 3339 are how values are written anyway.
std::string written(Value const& value) {
    return quoted(expression::to_text(value));
}

std::string key_text(Value const& key) {
    if (auto const* text = key.as<std::string>()) return quoted(*text);
    if (auto const* number = key.as<std::uint64_t>()) return fmt::format("\"{}\"", *number);
    return written(key);
}

struct Writer {
    std::string operator()(expression::Null) const { return "null"; }

    std::string operator()(bool value) const { return value ? "true" : "false"; }

    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }

    std::string operator()(std::uint64_t value) const { return fmt::format("{}", value); }

    std::string operator()(double value) const { return number(value); }

    std::string operator()(std::string const& value) const { return quoted(value); }

    std::string operator()(expression::Bytes const& value) const {
        return fmt::format("\"{}\"", base64(value.octets));
    }

    std::string operator()(Day value) const { return written(value); }

    std::string operator()(Instant value) const { return written(value); }

    std::string operator()(Duration value) const { return written(value); }

    std::string operator()(std::shared_ptr<List const> const& list) const {
        std::string text = "[";
        for (auto const& item : *list) {
            if (text.size() > 1) text += ',';
            text += to_json(item);
        }
        return text + "]";
    }

    std::string operator()(std::shared_ptr<Map const> const& map) const {
        std::string text = "{";
        for (auto const& [key, value] : *map) {
            if (text.size() > 1) text += ',';
            text += key_text(key);
            text += ':';
            text += to_json(value);
        }
        return text + "}";
    }
};

}  // namespace

std::string to_json(Value const& value) {
    return std::visit(Writer{}, value.variant());
}

Type type_of(Value const& value) {
    if (value.is_null()) return {};
    Type element;
    if (auto const* list = value.as_list()) {
        for (auto const& item : *list)
            element = &item == list->data() ? type_of(item) : join(element, type_of(item));
        return list_of(element);
    }
    if (auto const* map = value.as_map()) {
        Type key;
        for (auto entry = map->begin(); entry != map->end(); ++entry) {
            bool const first = entry == map->begin();
            key = first ? type_of(entry->first) : join(key, type_of(entry->first));
            element = first ? type_of(entry->second) : join(element, type_of(entry->second));
        }
        return map_of(key.kind, element);
    }
    return {.kind = kind_of(expression::to_operand(value))};
}

std::string_view type_name(Value const& value) {
    return expression::to_text(kind_of(expression::to_operand(value)));
}

}  // namespace duban::cli
