#include "engine/base/instant.hpp"

#include <fmt/format.h>

#include <charconv>

namespace duban {

namespace {

using namespace std::chrono;

/// Takes exactly `digits` digits from the front; nothing where there are fewer.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> take_day(std::string_view& text) {
    auto const y = take_number(text, 4);
    if (!y || !take(text, '-')) return std::nullopt;
    auto const m = take_number(text, 2);
    if (!m || !take(text, '-')) return std::nullopt;
    auto const d = take_number(text, 2);
    if (!d) return std::nullopt;
    year_month_day const date = year{*y} / *m / *d;
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

std::optional<WallTime> take_wall_time(std::string_view& text) {
    auto const date = take_day(text);
    if (!date || !(take(text, 'T') || take(text, ' '))) return std::nullopt;
    auto const h = take_number(text, 2);
    if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
    auto const m = take_number(text, 2);
    if (!m || *m > 59) return std::nullopt;
    int s = 0;
    if (take(text, ':')) {
        auto const given = take_number(text, 2);
        if (!given || *given > 59) return std::nullopt;
        s = *given;
    }
    return WallTime{*date} + hours{*h} + minutes{*m} + seconds{s};
}

/// ".25" as 250 ms; further digits are dropped.
std::optional<milliseconds> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return milliseconds{0};
    int value = 0;
    int digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (digits < 3) value = value * 10 + (text.front() - '0');
        ++digits;
        text.remove_prefix(1);
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) value *= 10;
    return milliseconds{value};
}

std::optional<minutes> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return minutes{0};
    bool const negative = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    auto const h = take_number(text, 2);
    if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
    auto const m = take_number(text, 2);
    if (!m || *m > 59) return std::nullopt;
    auto const offset = minutes{*h * 60 + *m};
    return negative ? -offset : offset;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
    auto const day = take_day(text);
    return text.empty() ? day : std::nullopt;
}

std::string to_text(Day day) {
    year_month_day const date{day};
    return fmt::format("{:04}-{:02}-{:02}",
                       static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<WallTime> parse_wall_time(std::string_view text) {
    auto const time = take_wall_time(text);
    return text.empty() ? time : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
    auto const time = take_wall_time(text);
    if (!time) return std::nullopt;
    auto const fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    auto const offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return Instant{time->time_since_epoch() - *offset + *fraction};
}

std::string to_text(Instant instant) {
    auto const day = floor<days>(instant);
    hh_mm_ss const time{instant - day};
    auto const date = to_text(Day{day.time_since_epoch()});
    auto const ms = time.subseconds().count();
    auto const clock = fmt::format("{}T{:02}:{:02}:{:02}",
                                   date,
                                   time.hours().count(),
                                   time.minutes().count(),
                                   time.seconds().count());
    return ms == 0 ? clock + "Z" : fmt::format("{}.{:03}Z", clock, ms);
}

}  // namespace duban
