// Instants and days. An Instant is a point of time (UTC, milliseconds); a Day is a date on the wall
// of an office, without a zone. The two never convert by accident: only calendar::Zone turns one
// into the other. Nothing here reads a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duban {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

using Day = std::chrono::local_days;
/// A wall time of an office: local, to the minute or second as given.
using WallTime = std::chrono::local_time<std::chrono::seconds>;

/// "2025-07-01"; nothing for another form or a day that does not exist (2025-02-30).
std::optional<Day> parse_day(std::string_view text);
std::string to_text(Day day);

/// "2026-03-04T10:00", with optional seconds and no zone; nothing for another form.
std::optional<WallTime> parse_wall_time(std::string_view text);

/// RFC 3339 with a zone: "2026-03-04T02:00:00Z", "2026-03-04T10:00:00.250+08:00".
std::optional<Instant> parse_instant(std::string_view text);
/// RFC 3339 in UTC: "2026-03-04T02:00:00Z"; milliseconds only where they are not zero.
std::string to_text(Instant instant);

constexpr std::int64_t to_milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

constexpr Instant from_milliseconds(std::int64_t count) {
    return Instant{Duration{count}};
}

constexpr Day make_day(int year, unsigned month, unsigned day) {
    return Day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)};
}

}  // namespace duban
