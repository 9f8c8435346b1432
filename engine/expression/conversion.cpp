#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/utf8.hpp"
#include "engine/expression/function.hpp"
#include "engine/expression/time_literal.hpp"

namespace duban::expression {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 2 * two_to_63;

Operand out_of_range() {
    return Error{"range error: the number does not fit"};
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.starts_with('+')) return std::nullopt;
    Number value{};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole ? std::optional{value} : std::nullopt;
}

template <class Number>
Operand number_from(std::string_view text, Workspace& workspace) {
    if (!workspace.read(text.size())) return too_costly();
    auto const value = read_number<Number>(text);
    return value ? Operand{*value} : Error{"the text is not such a number"};
}

std::int64_t seconds_of(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

Operand to_int(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<std::int64_t>(from)) return from;
    if (auto const* value = std::get_if<std::uint64_t>(&from))
        return std::in_range<std::int64_t>(*value) ? static_cast<std::int64_t>(*value)
                                                   : out_of_range();
    if (auto const* value = std::get_if<double>(&from)) {
        // Open at both ends, as CEL's own implementations have it.
        bool const fits = *value > -two_to_63 && *value < two_to_63;
        return fits ? static_cast<std::int64_t>(*value) : out_of_range();
    }
    if (auto const* text = std::get_if<std::string_view>(&from))
        return number_from<std::int64_t>(*text, workspace);
    if (auto const* instant = std::get_if<Instant>(&from)) return seconds_of(*instant);
    return no_such_overload();
}

Operand to_uint(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<std::uint64_t>(from)) return from;
    if (auto const* value = std::get_if<std::int64_t>(&from))
        return *value >= 0 ? static_cast<std::uint64_t>(*value) : out_of_range();
    if (auto const* value = std::get_if<double>(&from)) {
        bool const fits = *value >= 0 && *value < two_to_64;
        return fits ? static_cast<std::uint64_t>(*value) : out_of_range();
    }
    if (auto const* text = std::get_if<std::string_view>(&from))
        return number_from<std::uint64_t>(*text, workspace);
    return no_such_overload();
}

Operand to_double(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<double>(from)) return from;
    if (auto const* value = std::get_if<std::int64_t>(&from)) return static_cast<double>(*value);
    if (auto const* value = std::get_if<std::uint64_t>(&from)) return static_cast<double>(*value);
    if (auto const* text = std::get_if<std::string_view>(&from))
        return number_from<double>(*text, workspace);
    return no_such_overload();
}

Operand to_bool(std::span<Operand const> arguments, Workspace&) {
    auto const& from = arguments[0];
    if (std::holds_alternative<bool>(from)) return from;
    auto const* text = std::get_if<std::string_view>(&from);
    if (text == nullptr) return no_such_overload();
    for (std::string_view const word : {"true", "True", "TRUE", "t", "1"}) {
        if (*text == word) return true;
    }
    for (std::string_view const word : {"false", "False", "FALSE", "f", "0"}) {
        if (*text == word) return false;
    }
    return Error{"the text is neither true nor false"};
}

Operand to_string(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<std::string_view>(from)) return from;
    if (auto const* bytes = std::get_if<Octets>(&from)) {
        if (!workspace.read(bytes->view.size())) return too_costly();
        if (find_invalid_utf8(bytes->view)) return Error{"invalid UTF-8 in bytes"};
        return bytes->view;
    }
    if (std::holds_alternative<Null>(from) || std::holds_alternative<Items>(from))
        return no_such_overload();
    auto text = to_text(to_value(from));
    // A literal says its kind; the text of a number does not.
    if (std::holds_alternative<std::uint64_t>(from)) text.pop_back();
    if (std::holds_alternative<double>(from) && text.ends_with(".0")) text.resize(text.size() - 2);
    if (!workspace.make(text.size())) return too_costly();
    return workspace.keep(Value{std::move(text)});
}

Operand to_bytes(std::span<Operand const> arguments, Workspace&) {
    auto const& from = arguments[0];
    if (std::holds_alternative<Octets>(from)) return from;
    auto const* text = std::get_if<std::string_view>(&from);
    return text == nullptr ? no_such_overload() : Octets{*text};
}

Operand to_timestamp(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<Instant>(from)) return from;
    if (auto const* text = std::get_if<std::string_view>(&from))
        return workspace.read(text->size()) ? read_timestamp(*text) : too_costly();
    auto const* seconds = std::get_if<std::int64_t>(&from);
    return seconds == nullptr ? no_such_overload() : timestamp_at(*seconds);
}

Operand to_duration(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<Duration>(from)) return from;
    auto const* text = std::get_if<std::string_view>(&from);
    if (text == nullptr) return no_such_overload();
    return workspace.read(text->size()) ? read_duration(*text) : too_costly();
}

Operand to_day(std::span<Operand const> arguments, Workspace& workspace) {
    auto const& from = arguments[0];
    if (std::holds_alternative<Day>(from)) return from;
    auto const* text = std::get_if<std::string_view>(&from);
    if (text == nullptr) return no_such_overload();
    return workspace.read(text->size()) ? read_day(*text) : too_costly();
}

constexpr Overload row(std::string_view name, Kind from, Kind to, Function function) {
    return {name, Style::plain, {from, Kind::null}, to, function};
}

constexpr std::array rows{
    row("int", Kind::int64, Kind::int64, to_int),
    row("int", Kind::uint64, Kind::int64, to_int),
    row("int", Kind::float64, Kind::int64, to_int),
    row("int", Kind::string, Kind::int64, to_int),
    row("int", Kind::timestamp, Kind::int64, to_int),
    row("uint", Kind::uint64, Kind::uint64, to_uint),
    row("uint", Kind::int64, Kind::uint64, to_uint),
    row("uint", Kind::float64, Kind::uint64, to_uint),
    row("uint", Kind::string, Kind::uint64, to_uint),
    row("double", Kind::float64, Kind::float64, to_double),
    row("double", Kind::int64, Kind::float64, to_double),
    row("double", Kind::uint64, Kind::float64, to_double),
    row("double", Kind::string, Kind::float64, to_double),
    row("bool", Kind::boolean, Kind::boolean, to_bool),
    row("bool", Kind::string, Kind::boolean, to_bool),
    row("string", Kind::string, Kind::string, to_string),
    row("string", Kind::boolean, Kind::string, to_string),
    row("string", Kind::int64, Kind::string, to_string),
    row("string", Kind::uint64, Kind::string, to_string),
    row("string", Kind::float64, Kind::string, to_string),
    row("string", Kind::bytes, Kind::string, to_string),
    row("string", Kind::day, Kind::string, to_string),
    row("string", Kind::timestamp, Kind::string, to_string),
    row("string", Kind::duration, Kind::string, to_string),
    row("bytes", Kind::bytes, Kind::bytes, to_bytes),
    row("bytes", Kind::string, Kind::bytes, to_bytes),
    row("timestamp", Kind::timestamp, Kind::timestamp, to_timestamp),
    row("timestamp", Kind::string, Kind::timestamp, to_timestamp),
    row("timestamp", Kind::int64, Kind::timestamp, to_timestamp),
    row("duration", Kind::duration, Kind::duration, to_duration),
    row("duration", Kind::string, Kind::duration, to_duration),
    row("date", Kind::day, Kind::day, to_day),
    row("date", Kind::string, Kind::day, to_day),
};

}  // namespace

std::span<Overload const> conversions() {
    return rows;
}

}  // namespace duban::expression
