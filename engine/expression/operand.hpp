// A value while it is evaluated: a scalar, or a view of a text, list or map that lives in the
// scope, in the compiled tree or in the workspace of this evaluation. Copying one costs nothing;
// errors are values, as CEL wants them.
#pragma once

#include <cstdint>
#include <forward_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "engine/expression/type.hpp"
#include "engine/expression/value.hpp"
#include "engine/expression/working_days.hpp"
#include "engine/expression/zones.hpp"

namespace duban::expression {

struct Error {
    std::string_view message;
    friend bool operator==(Error const&, Error const&) = default;
};

struct Octets {
    std::string_view view;
    friend bool operator==(Octets const&, Octets const&) = default;
};

struct Items {
    Value const* value = nullptr;  // one that holds a list

    [[nodiscard]] List const& list() const { return *value->as_list(); }
};

struct Entries {
    Value const* value = nullptr;  // one that holds a map

    [[nodiscard]] Map const& map() const { return *value->as_map(); }
};

using Operand = std::variant<Error,
                             Null,
                             bool,
                             std::int64_t,
                             std::uint64_t,
                             double,
                             std::string_view,
                             Octets,
                             Day,
                             Instant,
                             Duration,
                             Items,
                             Entries>;

Operand to_operand_of_any_kind(Value const& value);

/// Inline for the kinds that guards compare most.
inline Operand to_operand(Value const& value) {
    if (auto const* text = value.as<std::string>()) return std::string_view{*text};
    if (auto const* number = value.as<std::int64_t>()) return *number;
    return to_operand_of_any_kind(value);
}

/// The operand as a value of its own; it must not be an error.
Value to_value(Operand const& operand);

/// The kind at run time; any for an error.
Kind kind_of(Operand const& operand);

inline bool is_error(Operand const& operand) {
    return std::holds_alternative<Error>(operand);
}

inline bool is(Operand const& operand, bool answer) {
    auto const* given = std::get_if<bool>(&operand);
    return given != nullptr && *given == answer;
}

/// CEL's error for a function or an operator that is not there for these kinds.
inline constexpr Error no_overload{"no such overload"};

inline Operand no_such_overload() {
    return no_overload;
}

inline bool is_no_such_overload(Operand const& operand) {
    auto const* error = std::get_if<Error>(&operand);
    return error != nullptr && *error == no_overload;
}

Operand too_costly();

/// Both arguments as the kinds wanted, or nothing.
template <class Left, class Right = Left>
struct Pair {
    Pair(Operand const& first, Operand const& second)
        : left{std::get_if<Left>(&first)}, right{std::get_if<Right>(&second)} {}

    explicit Pair(std::span<Operand const> arguments) : Pair{arguments[0], arguments[1]} {}

    explicit operator bool() const { return left != nullptr && right != nullptr; }

    Left const* left;
    Right const* right;
};

/// What one evaluation makes, and the work it may still do: both are bounded, so that no guard and
/// no field can hold the engine up. Each function is false where the work is used up; the caller
/// then answers `too_costly()`.
class Workspace {
  public:
    /// In octets read: a guard may search some thirty texts of a million Han characters. It bounds
    /// an evaluation to a fraction of a second and to 12 MB.
    static constexpr std::size_t work_max = 100'000'000;

    Workspace() = default;

    Workspace(WorkingDays const* working_days, Zones const* zones)
        : working_days_{working_days}, zones_{zones} {}

    /// What functions may ask; null where nobody handed it in.
    [[nodiscard]] WorkingDays const* working_days() const { return working_days_; }

    [[nodiscard]] Zones const* zones() const { return zones_; }

    [[nodiscard]] bool read(std::size_t octets) { return spend(octets); }

    /// Nodes evaluated or items looked at in a loop.
    [[nodiscard]] bool visit(std::size_t nodes) { return spend(nodes * 64); }

    [[nodiscard]] bool make(std::size_t octets) { return spend(octets * 8); }

    /// Pays for a copy of the value as it would be written out. Lists that share their items are
    /// small, and may still be endless to read.
    [[nodiscard]] bool make_tree(Value const& value);

    /// Keeps a value until the evaluation ends.
    Operand keep(Value value);
    Operand fail(std::string message);

  private:
    bool spend(std::size_t units) {
        bool const affordable = units <= left_;
        left_ = affordable ? left_ - units : 0;
        return affordable;
    }

    WorkingDays const* working_days_ = nullptr;
    Zones const* zones_ = nullptr;
    std::size_t left_ = work_max;
    std::forward_list<Value> made_;
};

}  // namespace duban::expression
