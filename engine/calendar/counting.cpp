#include "engine/calendar/counting.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/term_words.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::string_view cut_off_key = "cut_off=";
constexpr std::string_view start_key = "start=";
constexpr std::string_view ends_key = "ends=";

template <class Word>
std::optional<Word> parse_word(auto const& words, std::string_view word) {
    auto const found = std::ranges::find(words, word);
    if (found == words.end()) return std::nullopt;
    return static_cast<Word>(found - words.begin());
}

template <class Word>
std::string_view word_of(auto const& words, Word word) {
    return words.at(static_cast<std::size_t>(word));
}

/// One "key=value" of the line; whether it is one.
bool read_rule(std::string_view text, Counting& counting) {
    if (text.starts_with(cut_off_key)) {
        counting.cut_off = parse_time_of_day(text.substr(cut_off_key.size()));
        return counting.cut_off.has_value();
    }
    if (text.starts_with(start_key)) {
        auto const start =
            parse_word<StartOnRestDay>(start_on_rest_day_words, text.substr(start_key.size()));
        counting.start_on_rest_day = start.value_or(StartOnRestDay::stay);
        return start.has_value();
    }
    if (!text.starts_with(ends_key)) return false;
    auto const ends = parse_word<Ends>(ends_words, text.substr(ends_key.size()));
    counting.ends = ends.value_or(Ends::end_of_day);
    return ends.has_value();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool moves_off_rest(Counting const& counting) {
    return counting.start_on_rest_day == StartOnRestDay::next_working_day;
}

/// Whether it matters when a term begins that the day is worked, or not.
bool asks_day_of(WallTime start, Counting const& counting) {
    auto const time = start - std::chrono::floor<days>(start);
    return moves_off_rest(counting) || (counting.cut_off && time >= *counting.cut_off);
}

}  // namespace

std::optional<OnRestDay> parse_on_rest_day(std::string_view word) {
    return parse_word<OnRestDay>(on_rest_day_words, word);
}

std::string_view to_text(OnRestDay on_rest_day) {
    return word_of(on_rest_day_words, on_rest_day);
}

std::optional<StartOnRestDay> parse_start_on_rest_day(std::string_view word) {
    return parse_word<StartOnRestDay>(start_on_rest_day_words, word);
}

std::optional<Ends> parse_ends(std::string_view word) {
    return parse_word<Ends>(ends_words, word);
}

std::string_view to_text(StartOnRestDay start_on_rest_day) {
    return word_of(start_on_rest_day_words, start_on_rest_day);
}

std::string_view to_text(Ends ends) {
    return word_of(ends_words, ends);
}

std::optional<minutes> parse_time_of_day(std::string_view text) {
    constexpr std::size_t length = 5;
    constexpr std::array<std::size_t, 4> digits{0, 1, 3, 4};
    if (text.size() != length || text[2] != ':') return std::nullopt;
    if (!std::ranges::all_of(digits, [&](std::size_t at) { return is_digit(text[at]); }))
        return std::nullopt;
    auto const number = [&](std::size_t at) {
        return (text[at] - '0') * 10 + (text[at + 1] - '0');
    };
    auto const time = std::chrono::hours{number(0)} + minutes{number(3)};
    if (number(3) >= 60 || time >= days{1}) return std::nullopt;
    return time;
}

std::string to_text(minutes time_of_day) {
    return fmt::format("{:02}:{:02}", time_of_day.count() / 60, time_of_day.count() % 60);
}

std::string to_text(Counting const& counting) {
    auto text = std::string{to_text(counting.on_rest_day)};
    if (counting.start_on_rest_day != StartOnRestDay::stay)
        text += fmt::format(
            " {}{}", start_key, word_of(start_on_rest_day_words, counting.start_on_rest_day));
    if (counting.cut_off) text += fmt::format(" {}{}", cut_off_key, to_text(*counting.cut_off));
    if (counting.ends != Ends::end_of_day)
        text += fmt::format(" {}{}", ends_key, word_of(ends_words, counting.ends));
    return text;
}

std::optional<Counting> parse_counting(std::string_view text) {
    auto const words = split_words(text);
    if (words.empty()) return std::nullopt;
    auto const on_rest_day = parse_on_rest_day(words.front());
    if (!on_rest_day) return std::nullopt;
    Counting counting{.on_rest_day = *on_rest_day};
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!read_rule(words[i], counting)) return std::nullopt;
    }
    return counting;
}

Instant counted_from(Instant start,
                     Counting const& counting,
                     Calendar const& calendar,
                     Zone const& zone) {
    auto const wall = zone.to_wall(start);
    if (!asks_day_of(wall, counting)) return start;
    auto const day = std::chrono::floor<days>(wall);
    bool const is_late =
        counting.cut_off && calendar.is_working(day) && wall - day >= *counting.cut_off;
    bool const rests = moves_off_rest(counting) && !calendar.is_working(day);
    if (!is_late && !rests) return start;
    auto const next = calendar.working_day_after(day, 1);
    return zone.to_instant(WallTime{next} + calendar.hours_on(next).opens);
}

bool begins_on_unknown_day(Instant start,
                           Counting const& counting,
                           Calendar const& calendar,
                           Zone const& zone) {
    auto const wall = zone.to_wall(start);
    if (!asks_day_of(wall, counting)) return false;
    auto const begun = counted_from(start, counting, calendar, zone);
    return !calendar.knows(std::chrono::floor<days>(wall)) || !calendar.knows(zone.day_of(begun));
}

Instant end_of(Day due, Counting const& counting, Calendar const& calendar, Zone const& zone) {
    if (counting.ends == Ends::end_of_day) return zone.to_instant(WallTime{due + days{1}});
    // A last day of rest has no hours of its own: those of other days hold.
    auto const closes =
        calendar.is_working(due) ? calendar.hours_on(due).closes : calendar.closes();
    return zone.to_instant(WallTime{due} + closes);
}

}  // namespace duban::calendar
