#include "engine/expression/function.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/expression/comparison.hpp"

namespace duban::expression {

namespace {

/// Texts are valid UTF-8 where they enter, so counting first octets counts characters; decoding
/// each would take ten times as long.
bool begins_character(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) != 0x80U;
}

Operand size(std::span<Operand const> arguments, Workspace& workspace) {
    if (auto const* text = std::get_if<std::string_view>(&arguments[0])) {
        if (!workspace.read(text->size())) return too_costly();
        return std::count_if(text->begin(), text->end(), begins_character);
    }
    if (auto const* bytes = std::get_if<Octets>(&arguments[0]))
        return static_cast<std::int64_t>(bytes->view.size());
    if (auto const* items = std::get_if<Items>(&arguments[0]))
        return static_cast<std::int64_t>(items->list().size());
    if (auto const* entries = std::get_if<Entries>(&arguments[0]))
        return static_cast<std::int64_t>(entries->map().size());
    return no_such_overload();
}

Operand contains(std::span<Operand const> arguments, Workspace& workspace) {
    Pair<std::string_view> const texts{arguments};
    if (!texts) return no_such_overload();
    if (!workspace.read(texts.left->size() + texts.right->size())) return too_costly();
    // memmem is linear; std::string_view::find would be quadratic on hostile texts.
    return texts.right->empty() || ::memmem(texts.left->data(),
                                            texts.left->size(),
                                            texts.right->data(),
                                            texts.right->size()) != nullptr;
}

Operand starts_with(std::span<Operand const> arguments, Workspace& workspace) {
    Pair<std::string_view> const texts{arguments};
    if (!texts) return no_such_overload();
    if (!workspace.read(texts.right->size())) return too_costly();
    return texts.left->starts_with(*texts.right);
}

Operand ends_with(std::span<Operand const> arguments, Workspace& workspace) {
    Pair<std::string_view> const texts{arguments};
    if (!texts) return no_such_overload();
    if (!workspace.read(texts.right->size())) return too_costly();
    return texts.left->ends_with(*texts.right);
}

Operand negate(std::span<Operand const> arguments, Workspace&) {
    auto const* value = std::get_if<bool>(&arguments[0]);
    return value == nullptr ? no_such_overload() : Operand{!*value};
}

/// CEL takes any whole number as an index, of whatever kind.
std::optional<std::int64_t> index_in(Operand const& operand) {
    constexpr double greatest = 9007199254740992.0;  // 2^53: beyond, doubles skip whole numbers
    if (auto const* value = std::get_if<std::int64_t>(&operand)) return *value;
    if (auto const* value = std::get_if<std::uint64_t>(&operand))
        return *value > static_cast<std::uint64_t>(greatest) ? -1
                                                             : static_cast<std::int64_t>(*value);
    auto const* value = std::get_if<double>(&operand);
    if (value == nullptr || std::trunc(*value) != *value) return std::nullopt;
    return std::abs(*value) > greatest ? -1 : static_cast<std::int64_t>(*value);
}

bool can_be_key(Kind kind) {
    return kind == Kind::boolean || kind == Kind::string || is_numeric(kind);
}

Operand under_key(Entries entries, Operand const& key, Workspace& workspace) {
    constexpr std::size_t cells_max = 40;
    if (!can_be_key(kind_of(key))) return Error{"no such key"};
    auto const* text = std::get_if<std::string_view>(&key);
    if (!workspace.read(text == nullptr ? 0 : text->size())) return too_costly();
    if (auto const* found = find_key(entries.map(), key)) return to_operand(*found);
    return workspace.fail(
        fmt::format("no such key: {}",
                    text == nullptr ? to_text(to_value(key)) : cut_to_width(*text, cells_max)));
}

Operand at(std::span<Operand const> arguments, Workspace& workspace) {
    if (auto const* entries = std::get_if<Entries>(&arguments[0]))
        return under_key(*entries, arguments[1], workspace);
    auto const* items = std::get_if<Items>(&arguments[0]);
    auto const index = index_in(arguments[1]);
    if (items == nullptr || !index) return no_such_overload();
    auto const& list = items->list();
    if (*index < 0 || static_cast<std::uint64_t>(*index) >= list.size())
        return workspace.fail(
            fmt::format("index out of bounds: {}", to_text(to_value(arguments[1]))));
    return to_operand(list[static_cast<std::size_t>(*index)]);
}

constexpr Overload one(
    std::string_view name, Style style, Kind parameter, Kind result, Function function) {
    return {name, style, {parameter, Kind::null}, result, function};
}

constexpr Overload test(std::string_view name, Function function) {
    return {name, Style::method, {Kind::string, Kind::string}, Kind::boolean, function};
}

constexpr std::array rows{
    one("size", Style::plain, Kind::string, Kind::int64, size),
    one("size", Style::plain, Kind::bytes, Kind::int64, size),
    one("size", Style::plain, Kind::list, Kind::int64, size),
    one("size", Style::plain, Kind::map, Kind::int64, size),
    one("size", Style::method, Kind::string, Kind::int64, size),
    one("size", Style::method, Kind::bytes, Kind::int64, size),
    one("size", Style::method, Kind::list, Kind::int64, size),
    one("size", Style::method, Kind::map, Kind::int64, size),
    test("contains", contains),
    test("startsWith", starts_with),
    test("endsWith", ends_with),
    one("!", Style::symbol, Kind::boolean, Kind::boolean, negate),
    Overload{"[]", Style::symbol, {Kind::list, Kind::int64}, Kind::any, at},
    Overload{"[]", Style::symbol, {Kind::map, Kind::any}, Kind::any, at},
};

std::array<std::span<Overload const>, 4> tables() {
    return {text_and_list_functions(), conversions(), arithmetic(), time_functions()};
}

}  // namespace

std::span<Overload const> text_and_list_functions() {
    return rows;
}

std::vector<Overload const*> find_overloads(std::string_view name, Style style) {
    std::vector<Overload const*> found;
    for (auto const table : tables()) {
        for (auto const& overload : table) {
            if (overload.name == name && overload.style == style) found.push_back(&overload);
        }
    }
    return found;
}

std::vector<std::string_view> function_names(Style style) {
    std::vector<std::string_view> names;
    for (auto const table : tables()) {
        for (auto const& overload : table) {
            bool const known = std::find(names.begin(), names.end(), overload.name) != names.end();
            if (overload.style == style && !known) names.push_back(overload.name);
        }
    }
    return names;
}

}  // namespace duban::expression
