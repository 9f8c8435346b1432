#include "engine/expression/value.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace duban::expression {

namespace {

bool is_plain(unsigned char octet) {
    return octet >= 0x20 && octet != 0x7F;
}

/// A literal in double quotes. Text keeps its Han characters; of bytes only ASCII stays as it is.
std::string quoted(std::string_view octets, bool bytes) {
    std::string text = bytes ? "b\"" : "\"";
    for (char const c : octets) {
        auto const octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            text.append({'\\', c});
        } else if (c == '\n') {
            text += "\\n";
        } else if (!is_plain(octet) || (bytes && octet > 0x7F)) {
            text += fmt::format("\\x{:02x}", octet);
        } else {
            text += c;
        }
    }
    return text + "\"";
}

std::string number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    auto text = fmt::format("{}", value);
    // "3" would be read again as an int.
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string seconds(Duration duration) {
    auto const count = duration.count();
    auto const magnitude =
        count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    auto text = fmt::format("{}{}", count < 0 ? "-" : "", magnitude / 1000);
    if (magnitude % 1000 != 0) text += fmt::format(".{:03}", magnitude % 1000);
    return text + "s";
}

std::string items(List const& list) {
    std::string text = "[";
    for (auto const& item : list) {
        if (text.size() > 1) text += ", ";
        text += to_text(item);
    }
    return text + "]";
}

std::string entries(Map const& map) {
    std::string text = "{";
    for (auto const& [key, value] : map) {
        if (text.size() > 1) text += ", ";
        text += to_text(key) + ": " + to_text(value);
    }
    return text + "}";
}

/// Bools, then numbers, then texts, then what is no key.
int rank_of(Value const& key) {
    if (key.as<bool>() != nullptr) return 0;
    if (key.as<std::int64_t>() != nullptr || key.as<std::uint64_t>() != nullptr) return 1;
    return key.as<std::string>() != nullptr ? 2 : 3;
}

bool is_less_number(Value const& left, Value const& right) {
    auto const* a = left.as<std::int64_t>();
    auto const* b = right.as<std::int64_t>();
    if (a != nullptr && b != nullptr) return *a < *b;
    if (a != nullptr) return std::cmp_less(*a, *right.as<std::uint64_t>());
    if (b != nullptr) return std::cmp_less(*left.as<std::uint64_t>(), *b);
    return *left.as<std::uint64_t>() < *right.as<std::uint64_t>();
}

struct Printer {
    std::string operator()(Null) const { return "null"; }

    std::string operator()(bool value) const { return value ? "true" : "false"; }

    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }

    std::string operator()(std::uint64_t value) const { return fmt::format("{}u", value); }

    std::string operator()(double value) const { return number(value); }

    std::string operator()(std::string const& value) const { return quoted(value, false); }

    std::string operator()(Bytes const& value) const { return quoted(value.octets, true); }

    std::string operator()(Day value) const { return duban::to_text(value); }

    std::string operator()(Instant value) const { return duban::to_text(value); }

    std::string operator()(Duration value) const { return seconds(value); }

    std::string operator()(std::shared_ptr<List const> const& value) const { return items(*value); }

    std::string operator()(std::shared_ptr<Map const> const& value) const {
        return entries(*value);
    }
};

}  // namespace

bool KeyOrder::operator()(Value const& left, Value const& right) const {
    auto const rank = rank_of(left);
    if (rank != rank_of(right)) return rank < rank_of(right);
    if (rank == 0) return *left.as<bool>() < *right.as<bool>();
    if (rank == 1) return is_less_number(left, right);
    return rank == 2 && *left.as<std::string>() < *right.as<std::string>();
}

bool KeyOrder::operator()(Value const& left, std::string_view right) const {
    auto const* text = left.as<std::string>();
    return text == nullptr ? rank_of(left) < 2 : *text < right;
}

bool KeyOrder::operator()(std::string_view left, Value const& right) const {
    auto const* text = right.as<std::string>();
    return text == nullptr ? rank_of(right) > 2 : left < *text;
}

std::optional<std::string> insert(Map& map, Value key, Value value) {
    if (rank_of(key) > 2) return "unsupported key: " + to_text(key);
    auto const [place, inserted] = map.emplace(std::move(key), std::move(value));
    if (inserted) return std::nullopt;
    return "repeated key: " + to_text(place->first);
}

Value::Value(Map value) : variant_{std::make_shared<Map const>(std::move(value))} {}

List const* Value::as_list() const {
    auto const* list = as<std::shared_ptr<List const>>();
    return list == nullptr ? nullptr : list->get();
}

Map const* Value::as_map() const {
    auto const* map = as<std::shared_ptr<Map const>>();
    return map == nullptr ? nullptr : map->get();
}

bool operator==(Value const& left, Value const& right) {
    if (left.variant_ == right.variant_) return true;
    auto const* list = left.as_list();
    auto const* other_list = right.as_list();
    if (list != nullptr && other_list != nullptr) return *list == *other_list;
    auto const* map = left.as_map();
    auto const* other_map = right.as_map();
    return map != nullptr && other_map != nullptr && *map == *other_map;
}

std::string to_text(Value const& value) {
    return std::visit(Printer{}, value.variant());
}

}  // namespace duban::expression
