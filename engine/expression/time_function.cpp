#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>

#include "engine/base/utf8.hpp"
#include "engine/expression/function.hpp"
#include "engine/expression/time_literal.hpp"

namespace duban::expression {

namespace {

using namespace std::chrono;

using LocalTime = local_time<milliseconds>;

year_month_day date_of(LocalTime wall) {
    return year_month_day{floor<days>(wall)};
}

hh_mm_ss<milliseconds> clock_of(LocalTime wall) {
    return hh_mm_ss{wall - floor<days>(wall)};
}

std::int64_t full_year(LocalTime wall) {
    return static_cast<int>(date_of(wall).year());
}

/// CEL counts months, days of the month and days of the year from 0, as JavaScript does.
std::int64_t month_from_zero(LocalTime wall) {
    return static_cast<unsigned>(date_of(wall).month()) - 1;
}

std::int64_t day_from_one(LocalTime wall) {
    return static_cast<unsigned>(date_of(wall).day());
}

std::int64_t day_from_zero(LocalTime wall) {
    return day_from_one(wall) - 1;
}

std::int64_t day_of_week(LocalTime wall) {
    return weekday{floor<days>(wall)}.c_encoding();
}

std::int64_t day_of_year(LocalTime wall) {
    return (floor<days>(wall) - local_days{date_of(wall).year() / 1 / 1}).count();
}

std::int64_t hour_of(LocalTime wall) {
    return clock_of(wall).hours().count();
}

std::int64_t minute_of(LocalTime wall) {
    return clock_of(wall).minutes().count();
}

std::int64_t second_of(LocalTime wall) {
    return clock_of(wall).seconds().count();
}

std::int64_t millisecond_of(LocalTime wall) {
    return clock_of(wall).subseconds().count();
}

/// A duration as so many whole units; its milliseconds alone are those of the last second.
template <class Unit>
std::int64_t whole(Duration duration) {
    return duration_cast<Unit>(duration).count();
}

std::int64_t last_milliseconds(Duration duration) {
    return (duration % 1s).count();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// "+08:00", "-03:30", and "02:00" as CEL has it; "UTC". Nothing for another form.
std::optional<minutes> fixed_offset(std::string_view zone) {
    if (zone == "UTC") return minutes{0};
    bool const negative = zone.starts_with('-');
    if (negative || zone.starts_with('+')) zone.remove_prefix(1);
    bool const formed = zone.size() == 5 && is_digit(zone[0]) && is_digit(zone[1]) &&
                        zone[2] == ':' && is_digit(zone[3]) && is_digit(zone[4]);
    if (!formed) return std::nullopt;
    auto const two = [&](std::size_t at) { return (zone[at] - '0') * 10 + (zone[at + 1] - '0'); };
    if (two(0) > 23 || two(3) > 59) return std::nullopt;
    minutes const offset = hours{two(0)} + minutes{two(3)};
    return negative ? -offset : offset;
}

struct Wall {
    LocalTime time;
    Operand error = Null{};  // or why there is none
};

/// What it costs at most to find a zone by its name, in octets read.
constexpr std::size_t zone_work = 1'000'000;

Wall wall_in(std::string_view zone, Instant instant, Workspace& workspace) {
    constexpr std::size_t cells_max = 40;
    if (auto const offset = fixed_offset(zone))
        return {.time = LocalTime{instant.time_since_epoch() + *offset}};
    if (workspace.zones() == nullptr) return {.time = {}, .error = Error{"no time zones here"}};
    if (!workspace.read(zone_work)) return {.time = {}, .error = too_costly()};
    auto const seconds = workspace.zones()->to_wall(zone, instant);
    if (seconds)
        return {.time = *seconds + (instant.time_since_epoch() -
                                    floor<std::chrono::seconds>(instant).time_since_epoch())};
    return {.time = {},
            .error = workspace.fail(
                fmt::format("unknown time zone: {}", cut_to_width(zone, cells_max)))};
}

template <auto of_wall>
Operand get_from(Instant instant, std::span<Operand const> arguments, Workspace& workspace) {
    // A field may hold an instant that no calendar reaches.
    auto const inside = in_range(instant);
    if (is_error(inside)) return inside;
    if (arguments.size() == 1) return of_wall(LocalTime{instant.time_since_epoch()});
    auto const* zone = std::get_if<std::string_view>(&arguments[1]);
    if (zone == nullptr) return no_such_overload();
    auto const wall = wall_in(*zone, instant, workspace);
    return is_error(wall.error) ? wall.error : Operand{of_wall(wall.time)};
}

template <auto of_wall>
Operand get(std::span<Operand const> arguments, Workspace& workspace) {
    auto const* instant = std::get_if<Instant>(&arguments[0]);
    return instant == nullptr ? no_such_overload()
                              : get_from<of_wall>(*instant, arguments, workspace);
}

template <auto of_wall, auto of_duration>
Operand get_from_both(std::span<Operand const> arguments, Workspace& workspace) {
    auto const* duration = std::get_if<Duration>(&arguments[0]);
    if (duration == nullptr) return get<of_wall>(arguments, workspace);
    return arguments.size() == 1 ? Operand{of_duration(*duration)} : no_such_overload();
}

Operand workdays_between(std::span<Operand const> arguments, Workspace& workspace) {
    Pair<Day> const days{arguments};
    if (!days) return no_such_overload();
    if (workspace.working_days() == nullptr) return Error{"no calendar here"};
    return std::int64_t{workspace.working_days()->between(*days.left, *days.right)};
}

constexpr Overload utc(std::string_view name, Function function) {
    return {name, Style::method, {Kind::timestamp, Kind::null}, Kind::int64, function};
}

constexpr Overload zoned(std::string_view name, Function function) {
    return {name, Style::method, {Kind::timestamp, Kind::string}, Kind::int64, function};
}

constexpr Overload length(std::string_view name, Function function) {
    return {name, Style::method, {Kind::duration, Kind::null}, Kind::int64, function};
}

constexpr auto hours_of = get_from_both<hour_of, whole<std::chrono::hours>>;
constexpr auto minutes_of = get_from_both<minute_of, whole<std::chrono::minutes>>;
constexpr auto seconds_of = get_from_both<second_of, whole<std::chrono::seconds>>;
constexpr auto milliseconds_of = get_from_both<millisecond_of, last_milliseconds>;

constexpr std::array rows{
    utc("getFullYear", get<full_year>),
    zoned("getFullYear", get<full_year>),
    utc("getMonth", get<month_from_zero>),
    zoned("getMonth", get<month_from_zero>),
    utc("getDate", get<day_from_one>),
    zoned("getDate", get<day_from_one>),
    utc("getDayOfMonth", get<day_from_zero>),
    zoned("getDayOfMonth", get<day_from_zero>),
    utc("getDayOfWeek", get<day_of_week>),
    zoned("getDayOfWeek", get<day_of_week>),
    utc("getDayOfYear", get<day_of_year>),
    zoned("getDayOfYear", get<day_of_year>),
    utc("getHours", hours_of),
    zoned("getHours", hours_of),
    length("getHours", hours_of),
    utc("getMinutes", minutes_of),
    zoned("getMinutes", minutes_of),
    length("getMinutes", minutes_of),
    utc("getSeconds", seconds_of),
    zoned("getSeconds", seconds_of),
    length("getSeconds", seconds_of),
    utc("getMilliseconds", milliseconds_of),
    zoned("getMilliseconds", milliseconds_of),
    length("getMilliseconds", milliseconds_of),
    Overload{
        "workdays_between", Style::plain, {Kind::day, Kind::day}, Kind::int64, workdays_between},
};

}  // namespace

std::span<Overload const> time_functions() {
    return rows;
}

}  // namespace duban::expression
