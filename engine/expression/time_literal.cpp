#include "engine/expression/time_literal.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

namespace duban::expression {

namespace {

using namespace std::chrono;

constexpr Instant instant_min = Instant{sys_days{year{1} / 1 / 1}};
constexpr Instant instant_max = Instant{sys_days{year{10000} / 1 / 1}} - Duration{1};
constexpr Duration duration_max{9'223'372'036'854};

constexpr Error malformed_timestamp{"invalid timestamp"};
constexpr Error malformed_duration{"invalid duration"};
constexpr Error malformed_day{"invalid date"};
constexpr Error timestamp_out_of_range{"range error: timestamp"};
constexpr Error duration_out_of_range{"range error: duration"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

// Longer names first: "ms" is not a minute.
constexpr std::array<Unit, 8> units{{{"ns", 1},
                                     {"us", 1'000},
                                     {"µs", 1'000},
                                     {"μs", 1'000},
                                     {"ms", 1'000'000},
                                     {"s", 1'000'000'000},
                                     {"m", 60'000'000'000},
                                     {"h", 3'600'000'000'000}}};

std::optional<Unit> take_unit(std::string_view& text) {
    for (auto const& unit : units) {
        if (!text.starts_with(unit.name)) continue;
        text.remove_prefix(unit.name.size());
        return unit;
    }
    return std::nullopt;
}

/// A decimal number in billionths would overflow; the whole and the fraction are kept apart.
struct Decimal {
    std::uint64_t whole = 0;
    std::uint64_t fraction = 0;
    std::uint64_t scale = 1;  // fraction / scale
    bool overflows = false;
};

std::optional<Decimal> take_decimal(std::string_view& text) {
    Decimal decimal;
    bool any = false;
    constexpr auto whole_max = std::numeric_limits<std::uint64_t>::max() / 10 - 1;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), any = true) {
        decimal.overflows = decimal.overflows || decimal.whole > whole_max;
        if (!decimal.overflows)
            decimal.whole = decimal.whole * 10 + static_cast<std::uint64_t>(text.front() - '0');
    }
    if (text.starts_with('.')) text.remove_prefix(1);
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), any = true) {
        if (decimal.scale >= 1'000'000) continue;
        decimal.fraction = decimal.fraction * 10 + static_cast<std::uint64_t>(text.front() - '0');
        decimal.scale *= 10;
    }
    return any ? std::optional{decimal} : std::nullopt;
}

/// Adds `decimal` units to `total`; false where that leaves the range.
bool add(std::uint64_t& total, Decimal const& decimal, Unit unit) {
    auto const size = static_cast<std::uint64_t>(unit.nanoseconds);
    std::uint64_t part = 0;
    if (decimal.overflows || __builtin_mul_overflow(decimal.whole, size, &part)) return false;
    // At most 10^6 times 3.6 * 10^12.
    auto const fraction = decimal.fraction * size / decimal.scale;
    return !__builtin_add_overflow(total, part, &total) &&
           !__builtin_add_overflow(total, fraction, &total);
}

/// "10000-01-01T…" is written well and is still no timestamp.
bool has_long_year(std::string_view text) {
    auto const digits = text.substr(0, text.find('-'));
    auto const odd = digits.find_first_not_of("0123456789");
    return digits.size() > 4 && digits.size() < text.size() && odd == std::string_view::npos;
}

}  // namespace

bool is_malformed_time(Error error) {
    return error == malformed_timestamp || error == malformed_duration || error == malformed_day;
}

Operand read_timestamp(std::string_view text) {
    if (has_long_year(text)) return timestamp_out_of_range;
    auto const instant = parse_instant(text);
    return instant ? in_range(*instant) : malformed_timestamp;
}

Operand timestamp_at(std::int64_t seconds) {
    auto const count = std::chrono::seconds{seconds};
    bool const fits = count >= floor<std::chrono::seconds>(instant_min).time_since_epoch() &&
                      count <= floor<std::chrono::seconds>(instant_max).time_since_epoch();
    if (!fits) return timestamp_out_of_range;
    return Instant{count};
}

Operand read_duration(std::string_view text) {
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    if (text == "0") return Duration{0};
    if (text.empty()) return malformed_duration;
    std::uint64_t total = 0;
    bool fits = true;
    while (!text.empty()) {
        auto const decimal = take_decimal(text);
        auto const unit = decimal ? take_unit(text) : std::nullopt;
        if (!unit) return malformed_duration;
        fits = fits && add(total, *decimal, *unit);
    }
    if (!fits || total / 1'000'000 > static_cast<std::uint64_t>(duration_max.count()))
        return duration_out_of_range;
    Duration const magnitude{static_cast<std::int64_t>(total / 1'000'000)};
    return in_range(negative ? -magnitude : magnitude);
}

Operand read_day(std::string_view text) {
    auto const day = parse_day(text);
    return day ? Operand{*day} : malformed_day;
}

Operand in_range(Instant instant) {
    if (instant < instant_min || instant > instant_max) return timestamp_out_of_range;
    return instant;
}

Operand in_range(Duration duration) {
    if (duration < -duration_max || duration > duration_max) return duration_out_of_range;
    return duration;
}

}  // namespace duban::expression
