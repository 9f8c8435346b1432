#include <limits>
#include <optional>

#include "engine/expression/function.hpp"
#include "engine/expression/time_literal.hpp"

namespace duban::expression {

namespace {

Operand int_overflow() {
    return Error{"integer overflow"};
}

Operand uint_overflow() {
    return Error{"unsigned integer overflow"};
}

/// A field may hold an instant from anywhere in the 64 bits, so the sum itself may overflow.
template <class Time>
Operand later_by(Duration step, Time from) {
    std::int64_t count = 0;
    auto const start = Duration{from - Time{}}.count();
    if (__builtin_add_overflow(start, step.count(), &count)) return Error{"range error: time"};
    return in_range(Time{Duration{count}});
}

template <class Time>
Operand earlier_by(Duration step, Time from) {
    std::int64_t count = 0;
    auto const start = Duration{from - Time{}}.count();
    if (__builtin_sub_overflow(start, step.count(), &count)) return Error{"range error: time"};
    return in_range(Time{Duration{count}});
}

Operand joined(Items left, Items right, Workspace& workspace) {
    auto const& a = left.list();
    auto const& b = right.list();
    if (!workspace.make((a.size() + b.size()) * sizeof(Value))) return too_costly();
    List all;
    all.reserve(a.size() + b.size());
    all.insert(all.end(), a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    return workspace.keep(Value{std::move(all)});
}

std::optional<std::string> joined(std::string_view left,
                                  std::string_view right,
                                  Workspace& workspace) {
    if (!workspace.make(left.size() + right.size())) return std::nullopt;
    std::string all;
    all.reserve(left.size() + right.size());
    return all.append(left).append(right);
}

Operand add_numbers(std::span<Operand const> arguments) {
    if (Pair<std::int64_t> const ints{arguments}) {
        std::int64_t sum = 0;
        return __builtin_add_overflow(*ints.left, *ints.right, &sum) ? int_overflow() : sum;
    }
    if (Pair<std::uint64_t> const uints{arguments}) {
        std::uint64_t sum = 0;
        return __builtin_add_overflow(*uints.left, *uints.right, &sum) ? uint_overflow() : sum;
    }
    if (Pair<double> const doubles{arguments}) return *doubles.left + *doubles.right;
    return no_such_overload();
}

Operand add(std::span<Operand const> arguments, Workspace& workspace) {
    if (Pair<std::string_view> const texts{arguments}) {
        auto text = joined(*texts.left, *texts.right, workspace);
        return text ? workspace.keep(Value{std::move(*text)}) : too_costly();
    }
    if (Pair<Octets> const bytes{arguments}) {
        auto octets = joined(bytes.left->view, bytes.right->view, workspace);
        return octets ? workspace.keep(Value{Bytes{std::move(*octets)}}) : too_costly();
    }
    if (Pair<Items> const lists{arguments}) return joined(*lists.left, *lists.right, workspace);
    if (Pair<Instant, Duration> const later{arguments}) return later_by(*later.right, *later.left);
    if (Pair<Duration, Instant> const later{arguments}) return later_by(*later.left, *later.right);
    if (Pair<Duration> const longer{arguments}) return later_by(*longer.left, *longer.right);
    return add_numbers(arguments);
}

Operand negate(std::span<Operand const> arguments) {
    if (auto const* value = std::get_if<std::int64_t>(&arguments[0])) {
        std::int64_t negative = 0;
        return __builtin_sub_overflow(std::int64_t{0}, *value, &negative) ? int_overflow()
                                                                          : negative;
    }
    if (auto const* value = std::get_if<double>(&arguments[0])) return -*value;
    return no_such_overload();
}

Operand subtract(std::span<Operand const> arguments, Workspace&) {
    if (arguments.size() == 1) return negate(arguments);
    if (Pair<std::int64_t> const ints{arguments}) {
        std::int64_t difference = 0;
        return __builtin_sub_overflow(*ints.left, *ints.right, &difference) ? int_overflow()
                                                                            : difference;
    }
    if (Pair<std::uint64_t> const uints{arguments}) {
        std::uint64_t difference = 0;
        return __builtin_sub_overflow(*uints.left, *uints.right, &difference) ? uint_overflow()
                                                                              : difference;
    }
    if (Pair<double> const doubles{arguments}) return *doubles.left - *doubles.right;
    if (Pair<Instant> const instants{arguments})
        return earlier_by(instants.right->time_since_epoch(), instants.left->time_since_epoch());
    if (Pair<Instant, Duration> const earlier{arguments})
        return earlier_by(*earlier.right, *earlier.left);
    if (Pair<Duration> const shorter{arguments}) return earlier_by(*shorter.right, *shorter.left);
    return no_such_overload();
}

Operand multiply(std::span<Operand const> arguments, Workspace&) {
    if (Pair<std::int64_t> const ints{arguments}) {
        std::int64_t product = 0;
        return __builtin_mul_overflow(*ints.left, *ints.right, &product) ? int_overflow() : product;
    }
    if (Pair<std::uint64_t> const uints{arguments}) {
        std::uint64_t product = 0;
        return __builtin_mul_overflow(*uints.left, *uints.right, &product) ? uint_overflow()
                                                                           : product;
    }
    if (Pair<double> const doubles{arguments}) return *doubles.left * *doubles.right;
    return no_such_overload();
}

/// Why an integer division has no result; nothing where it has one.
std::optional<Error> refused(Pair<std::int64_t> const& ints, std::string_view by_zero) {
    if (*ints.right == 0) return Error{by_zero};
    bool const overflows =
        *ints.left == std::numeric_limits<std::int64_t>::min() && *ints.right == -1;
    if (overflows) return Error{"integer overflow"};
    return std::nullopt;
}

Operand divide(std::span<Operand const> arguments, Workspace&) {
    constexpr std::string_view by_zero = "division by zero";
    if (Pair<std::int64_t> const ints{arguments}) {
        if (auto const why = refused(ints, by_zero)) return *why;
        return *ints.left / *ints.right;
    }
    if (Pair<std::uint64_t> const uints{arguments}) {
        if (*uints.right == 0) return Error{by_zero};
        return *uints.left / *uints.right;
    }
    if (Pair<double> const doubles{arguments}) return *doubles.left / *doubles.right;
    return no_such_overload();
}

Operand remainder(std::span<Operand const> arguments, Workspace&) {
    constexpr std::string_view by_zero = "modulus by zero";
    if (Pair<std::int64_t> const ints{arguments}) {
        if (auto const why = refused(ints, by_zero)) return *why;
        return *ints.left % *ints.right;
    }
    if (Pair<std::uint64_t> const uints{arguments}) {
        if (*uints.right == 0) return Error{by_zero};
        return *uints.left % *uints.right;
    }
    return no_such_overload();
}

constexpr Overload row(
    std::string_view name, Kind left, Kind right, Kind result, Function function) {
    return {name, Style::symbol, {left, right}, result, function};
}

constexpr std::array rows{
    row("+", Kind::int64, Kind::int64, Kind::int64, add),
    row("+", Kind::uint64, Kind::uint64, Kind::uint64, add),
    row("+", Kind::float64, Kind::float64, Kind::float64, add),
    row("+", Kind::string, Kind::string, Kind::string, add),
    row("+", Kind::bytes, Kind::bytes, Kind::bytes, add),
    row("+", Kind::list, Kind::list, Kind::list, add),
    row("+", Kind::timestamp, Kind::duration, Kind::timestamp, add),
    row("+", Kind::duration, Kind::timestamp, Kind::timestamp, add),
    row("+", Kind::duration, Kind::duration, Kind::duration, add),
    row("-", Kind::int64, Kind::null, Kind::int64, subtract),
    row("-", Kind::float64, Kind::null, Kind::float64, subtract),
    row("-", Kind::int64, Kind::int64, Kind::int64, subtract),
    row("-", Kind::uint64, Kind::uint64, Kind::uint64, subtract),
    row("-", Kind::float64, Kind::float64, Kind::float64, subtract),
    row("-", Kind::timestamp, Kind::timestamp, Kind::duration, subtract),
    row("-", Kind::timestamp, Kind::duration, Kind::timestamp, subtract),
    row("-", Kind::duration, Kind::duration, Kind::duration, subtract),
    row("*", Kind::int64, Kind::int64, Kind::int64, multiply),
    row("*", Kind::uint64, Kind::uint64, Kind::uint64, multiply),
    row("*", Kind::float64, Kind::float64, Kind::float64, multiply),
    row("/", Kind::int64, Kind::int64, Kind::int64, divide),
    row("/", Kind::uint64, Kind::uint64, Kind::uint64, divide),
    row("/", Kind::float64, Kind::float64, Kind::float64, divide),
    row("%", Kind::int64, Kind::int64, Kind::int64, remainder),
    row("%", Kind::uint64, Kind::uint64, Kind::uint64, remainder),
};

}  // namespace

std::span<Overload const> arithmetic() {
    return rows;
}

}  // namespace duban::expression
