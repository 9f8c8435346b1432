#include "engine/expression/value.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <type_traits>

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
};

}  // namespace

List const* Value::as_list() const {
    auto const* list = as<std::shared_ptr<List const>>();
    return list == nullptr ? nullptr : list->get();
}

bool operator==(Value const& left, Value const& right) {
    auto const* list = left.as_list();
    auto const* other = right.as_list();
    if (list == nullptr || other == nullptr) return left.variant_ == right.variant_;
    return list == other || *list == *other;
}

std::string to_text(Value const& value) {
    return std::visit(Printer{}, value.variant());
}

}  // namespace duban::expression
