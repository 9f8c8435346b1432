// The working calendar of an office: which days are worked, which are not, and why. An immutable
// value, cheap to copy; compiled when made, so that counting 60 working days costs no walk.
// It knows only the years it was given: days outside them are judged by their weekday alone, and
// `knows` says so. Whoever rests a date on such a day must call that date provisional.
#pragma once

#include <bitset>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::calendar {

/// `rest`: a day off of a holiday, also where it falls on a weekend. `work`: a make-up workday
/// (调休上班), usually a Saturday or Sunday, but any weekday may be one. `half_day`: worked, at
/// hours of its own.
enum class EntryKind : std::uint8_t { rest, work, half_day };

/// One day on which the calendar says more than the weekday does.
struct Entry {
    Day day;
    EntryKind kind = EntryKind::rest;
    Text holiday;
    std::string source;  // the paper that ordered it
    // Of a half day, where they are not the office's; one of the two at least.
    std::optional<std::chrono::minutes> opens = std::nullopt;
    std::optional<std::chrono::minutes> closes = std::nullopt;
};

struct OfficeHours {
    std::chrono::minutes opens = std::chrono::hours{9};
    std::chrono::minutes closes = std::chrono::hours{17} + std::chrono::minutes{30};

    friend bool operator==(OfficeHours const&, OfficeHours const&) = default;
};

/// The office's hours, or the entry's where it says others.
OfficeHours hours_of(Entry const& entry, OfficeHours usual);

/// The law that each way of counting follows, as an explanation cites it; empty where none is
/// named.
struct CountingLaws {
    Text start;       // what is said of the first day, and where hours begin
    Text month_end;   // the same-numbered day, or the month's last
    Text rest_day;    // an end on a rest day moves on
    Text end_of_day;  // how long the last day lasts

    friend bool operator==(CountingLaws const&, CountingLaws const&) = default;
};

struct CalendarDefinition {
    std::string name;
    Text title;
    CountingLaws laws;
    std::bitset<7> rest_weekdays;  // by std::chrono::weekday::c_encoding(): 0 is Sunday
    Day known_from;
    Day known_to;  // included
    OfficeHours office_hours;
    std::vector<Entry> entries;  // in any order, each day once
};

class Calendar {
  public:
    /// The definition must hold: a name, a weekday that is worked, known days in order, opening
    /// before closing (on half days too), and no day twice. calendar_file.hpp checks what people
    /// write.
    explicit Calendar(CalendarDefinition definition);

    [[nodiscard]] std::string const& name() const;
    [[nodiscard]] Text const& title() const;
    [[nodiscard]] CountingLaws const& laws() const;
    /// Twelve hex digits of a SHA-256 over the content; equal content has an equal version.
    [[nodiscard]] std::string const& version() const;
    /// Minutes after midnight.
    [[nodiscard]] std::chrono::minutes opens() const;
    [[nodiscard]] std::chrono::minutes closes() const;
    /// Those of the day; on a rest day it closes as it opens.
    [[nodiscard]] OfficeHours hours_on(Day day) const;

    [[nodiscard]] std::bitset<7> const& rest_weekdays() const;
    [[nodiscard]] bool is_working(Day day) const;
    /// Whether the day lies in the years that the calendar was told about.
    [[nodiscard]] bool knows(Day day) const;
    [[nodiscard]] Day known_from() const;
    [[nodiscard]] Day known_to() const;

    /// The n-th working day after `from`, which itself does not count; before it where n is
    /// negative; `from` itself where n is 0. Ends at 1900-01-01 and 2200-12-31.
    [[nodiscard]] Day working_day_after(Day from, int n) const;
    /// Working days after `a` up to and including `b`; negative where b is before a.
    [[nodiscard]] int working_days_between(Day a, Day b) const;

    /// The entry on that day, or null where its weekday alone decides.
    [[nodiscard]] Entry const* entry_on(Day day) const;
    /// All entries, by day.
    [[nodiscard]] std::vector<Entry> const& entries() const;
    /// The holiday's name, or "weekend"; empty texts for a working day.
    [[nodiscard]] Text why_rest(Day day) const;

  private:
    struct Compiled;
    std::shared_ptr<Compiled const> compiled_;
};

}  // namespace duban::calendar
