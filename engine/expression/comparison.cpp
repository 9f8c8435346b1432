#include "engine/expression/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

namespace duban::expression {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;

std::optional<double> double_in(Operand const& operand) {
    if (auto const* value = std::get_if<std::int64_t>(&operand)) return static_cast<double>(*value);
    if (auto const* value = std::get_if<std::uint64_t>(&operand))
        return static_cast<double>(*value);
    if (auto const* value = std::get_if<double>(&operand)) return *value;
    return std::nullopt;
}

/// Of two kinds of numbers. An int and a uint compare exactly; with a double both are doubles, as
/// CEL's own vectors have it: 9223372036854775807 equals 9223372036854775808.0.
std::optional<std::partial_ordering> order_of_numbers(Operand const& left, Operand const& right) {
    if (Pair<std::int64_t, std::uint64_t> const numbers{left, right}) {
        if (std::cmp_equal(*numbers.left, *numbers.right)) return std::partial_ordering::equivalent;
        return std::cmp_less(*numbers.left, *numbers.right) ? std::partial_ordering::less
                                                            : std::partial_ordering::greater;
    }
    if (Pair<std::uint64_t, std::int64_t> const numbers{left, right})
        return 0 <=> *order_of_numbers(right, left);
    auto const a = double_in(left);
    auto const b = double_in(right);
    return a && b ? std::optional{*a <=> *b} : std::nullopt;
}

Operand equal_lists(List const& left, List const& right, Workspace& workspace) {
    if (left.size() != right.size()) return false;
    if (!workspace.visit(left.size())) return too_costly();
    for (std::size_t i = 0; i < left.size(); ++i) {
        auto const same = equal(to_operand(left[i]), to_operand(right[i]), workspace);
        if (!is(same, true)) return same;
    }
    return true;
}

Operand equal_maps(Map const& left, Map const& right, Workspace& workspace) {
    if (left.size() != right.size()) return false;
    if (!workspace.visit(2 * left.size())) return too_costly();
    // Both are in the same order, and so their keys are pairwise equal or the maps differ.
    for (auto a = left.begin(), b = right.begin(); a != left.end(); ++a, ++b) {
        auto const key = equal(to_operand(a->first), to_operand(b->first), workspace);
        if (!is(key, true)) return key;
        auto const same = equal(to_operand(a->second), to_operand(b->second), workspace);
        if (!is(same, true)) return same;
    }
    return true;
}

Operand equal_octets(std::string_view left, std::string_view right, Workspace& workspace) {
    if (left.size() != right.size()) return false;
    if (!workspace.read(left.size())) return too_costly();
    return left == right;
}

Operand is_equal(std::span<Operand const> arguments, Workspace& workspace) {
    return equal(arguments[0], arguments[1], workspace);
}

Operand is_unequal(std::span<Operand const> arguments, Workspace& workspace) {
    auto const same = equal(arguments[0], arguments[1], workspace);
    auto const* answer = std::get_if<bool>(&same);
    return answer == nullptr ? same : Operand{!*answer};
}

std::size_t octets_in(Operand const& operand) {
    if (auto const* text = std::get_if<std::string_view>(&operand)) return text->size();
    auto const* bytes = std::get_if<Octets>(&operand);
    return bytes == nullptr ? 0 : bytes->view.size();
}

Operand is_in(std::span<Operand const> arguments, Workspace& workspace) {
    if (auto const* entries = std::get_if<Entries>(&arguments[1])) {
        if (!workspace.read(octets_in(arguments[0]))) return too_costly();
        return find_key(entries->map(), arguments[0]) != nullptr;
    }
    auto const* items = std::get_if<Items>(&arguments[1]);
    if (items == nullptr) return no_such_overload();
    for (auto const& item : items->list()) {
        if (!workspace.visit(1)) return too_costly();
        auto const same = equal(arguments[0], to_operand(item), workspace);
        if (!is(same, false)) return same;
    }
    return false;
}

template <auto holds>
Operand is_ordered(std::span<Operand const> arguments, Workspace& workspace) {
    if (Pair<std::int64_t> const ints{arguments}) return holds(*ints.left <=> *ints.right);
    if (!workspace.read(std::min(octets_in(arguments[0]), octets_in(arguments[1]))))
        return too_costly();
    auto const ordering = order(arguments[0], arguments[1]);
    return ordering ? Operand{holds(*ordering)} : no_such_overload();
}

constexpr std::array<Comparison, 7> rows{{{"==", is_equal},
                                          {"!=", is_unequal},
                                          {"in", is_in},
                                          {"<", is_ordered<std::is_lt>},
                                          {"<=", is_ordered<std::is_lteq>},
                                          {">", is_ordered<std::is_gt>},
                                          {">=", is_ordered<std::is_gteq>}}};

}  // namespace

Operand equal(Operand const& left, Operand const& right, Workspace& workspace) {
    if (Pair<std::string_view> const texts{left, right})
        return equal_octets(*texts.left, *texts.right, workspace);
    if (left.index() != right.index()) {
        return order_of_numbers(left, right) == std::partial_ordering::equivalent;
    }
    return std::visit(
        [&](auto const& a) -> Operand {
            using Held = std::decay_t<decltype(a)>;
            auto const& b = *std::get_if<Held>(&right);
            if constexpr (std::is_same_v<Held, Items>) {
                return equal_lists(a.list(), b.list(), workspace);
            } else if constexpr (std::is_same_v<Held, Entries>) {
                return equal_maps(a.map(), b.map(), workspace);
            } else if constexpr (std::is_same_v<Held, Octets>) {
                return equal_octets(a.view, b.view, workspace);
            } else {
                return a == b;
            }
        },
        left);
}

std::optional<std::partial_ordering> order(Operand const& left, Operand const& right) {
    if (left.index() != right.index()) return order_of_numbers(left, right);
    return std::visit(
        [&](auto const& a) -> std::optional<std::partial_ordering> {
            using Held = std::decay_t<decltype(a)>;
            auto const& b = *std::get_if<Held>(&right);
            if constexpr (std::is_same_v<Held, Octets>) {
                return a.view <=> b.view;
            } else if constexpr (std::three_way_comparable<Held>) {
                return a <=> b;
            } else {
                return std::nullopt;
            }
        },
        left);
}

Value const* find_key(Map const& map, Operand const& key) {
    auto const held = [&map](auto const& wanted) {
        auto const found = map.find(wanted);
        return found == map.end() ? nullptr : &found->second;
    };
    if (auto const* text = std::get_if<std::string_view>(&key)) return held(*text);
    if (auto const* answer = std::get_if<bool>(&key)) return held(Value{*answer});
    if (auto const* number = std::get_if<std::int64_t>(&key)) return held(Value{*number});
    if (auto const* number = std::get_if<std::uint64_t>(&key)) return held(Value{*number});
    auto const* real = std::get_if<double>(&key);
    if (real == nullptr || std::trunc(*real) != *real) return nullptr;
    if (*real >= -two_to_63 && *real < two_to_63)
        return held(Value{static_cast<std::int64_t>(*real)});
    bool const is_great = *real > 0 && *real < 2 * two_to_63;
    return is_great ? held(Value{static_cast<std::uint64_t>(*real)}) : nullptr;
}

Comparison const* find_comparison(std::string_view symbol) {
    for (auto const& row : rows) {
        if (row.symbol == symbol) return &row;
    }
    return nullptr;
}

}  // namespace duban::expression
