#include "engine/expression/operand.hpp"

#include <array>
#include <type_traits>

#include "engine/base/ensure.hpp"

namespace duban::expression {

Operand to_operand_of_any_kind(Value const& value) {
    return std::visit(
        [&value](auto const& held) -> Operand {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::string>) {
                return std::string_view{held};
            } else if constexpr (std::is_same_v<Held, Bytes>) {
                return Octets{held.octets};
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<List const>>) {
                return Items{&value};
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<Map const>>) {
                return Entries{&value};
            } else {
                return held;
            }
        },
        value.variant());
}

Value to_value(Operand const& operand) {
    return std::visit(
        [](auto const& held) -> Value {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, Error>) {
                ensure(false, "an error has no value");
                return {};
            } else if constexpr (std::is_same_v<Held, Null>) {
                return {};
            } else if constexpr (std::is_same_v<Held, std::string_view>) {
                return std::string{held};
            } else if constexpr (std::is_same_v<Held, Octets>) {
                return Bytes{std::string{held.view}};
            } else if constexpr (std::is_same_v<Held, Items> || std::is_same_v<Held, Entries>) {
                return *held.value;
            } else {
                return held;
            }
        },
        operand);
}

Kind kind_of(Operand const& operand) {
    // In the order of the variant.
    constexpr std::array<Kind, std::variant_size_v<Operand>> kinds{Kind::any,
                                                                   Kind::null,
                                                                   Kind::boolean,
                                                                   Kind::int64,
                                                                   Kind::uint64,
                                                                   Kind::float64,
                                                                   Kind::string,
                                                                   Kind::bytes,
                                                                   Kind::day,
                                                                   Kind::timestamp,
                                                                   Kind::duration,
                                                                   Kind::list,
                                                                   Kind::map};
    return kinds[operand.index()];
}

Operand too_costly() {
    return Error{"evaluation too costly"};
}

bool Workspace::make_tree(Value const& value) {
    auto const* text = value.as<std::string>();
    auto const* bytes = value.as<Bytes>();
    auto const octets = text != nullptr    ? text->size()
                        : bytes != nullptr ? bytes->octets.size()
                                           : 0;
    if (!make(sizeof(Value) + octets)) return false;
    if (auto const* list = value.as_list()) {
        for (auto const& item : *list) {
            if (!make_tree(item)) return false;
        }
    }
    if (auto const* map = value.as_map()) {
        for (auto const& [key, held] : *map) {
            if (!make_tree(key) || !make_tree(held)) return false;
        }
    }
    return true;
}

Operand Workspace::keep(Value value) {
    made_.push_front(std::move(value));
    return to_operand(made_.front());
}

Operand Workspace::fail(std::string message) {
    made_.push_front(Value{std::move(message)});
    return Error{*made_.front().as<std::string>()};
}

}  // namespace duban::expression
