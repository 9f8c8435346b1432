// How an office counts, beside the term itself: from which day, to which hour, and what becomes of
// an end on a rest day. A plain value of each deadline.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

/// What becomes of a term that ends on a rest day.
enum class OnRestDay : std::uint8_t { stay, next_working_day, previous_working_day };

/// The words of YAML, in the order of OnRestDay.
inline constexpr std::array<std::string_view, 3> on_rest_day_words{
    "stay", "next_working_day", "previous_working_day"};

std::optional<OnRestDay> parse_on_rest_day(std::string_view word);
std::string_view to_text(OnRestDay on_rest_day);

/// What becomes of a term that begins on a rest day: its first day is that day, or the next one
/// that is worked. The first day is not counted either way.
enum class StartOnRestDay : std::uint8_t { stay, next_working_day };

inline constexpr std::array<std::string_view, 2> start_on_rest_day_words{"stay",
                                                                         "next_working_day"};

/// At what hour of its last day a term ends: at midnight, or when the office closes.
enum class Ends : std::uint8_t { end_of_day, closing_hour };

inline constexpr std::array<std::string_view, 2> ends_words{"end_of_day", "closing_hour"};

struct Counting {
    OnRestDay on_rest_day = OnRestDay::stay;
    StartOnRestDay start_on_rest_day = StartOnRestDay::stay;
    /// After midnight: what comes at that time or later counts as of the next working day.
    std::optional<std::chrono::minutes> cut_off = {};
    Ends ends = Ends::end_of_day;

    friend bool operator==(Counting const&, Counting const&) = default;
};

std::optional<StartOnRestDay> parse_start_on_rest_day(std::string_view word);
std::string_view to_text(StartOnRestDay start_on_rest_day);
std::optional<Ends> parse_ends(std::string_view word);
std::string_view to_text(Ends ends);

/// "17:30" as minutes after midnight; nothing for another form.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);
std::string to_text(std::chrono::minutes time_of_day);

/// One line that holds all of it but what is usual: "next_working_day", "stay cut_off=17:30
/// ends=closing_hour"; as stores keep it.
std::string to_text(Counting const& counting);
std::optional<Counting> parse_counting(std::string_view text);

/// When a term counts as begun that begins then: the same instant, or the opening of the office on
/// the next working day where the rules lay it there.
Instant counted_from(Instant start,
                     Counting const& counting,
                     Calendar const& calendar,
                     Zone const& zone);

/// Whether that hangs on a day which the calendar does not know.
bool begins_on_unknown_day(Instant start,
                           Counting const& counting,
                           Calendar const& calendar,
                           Zone const& zone);

/// The first instant that is too late for a term whose last day that is.
Instant end_of(Day due, Counting const& counting, Calendar const& calendar, Zone const& zone);

}  // namespace duban::calendar
