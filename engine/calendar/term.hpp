// A term as people write it: "3 months", "15 working days", "30 June", "last working day of Q4",
// "20 working days or 30 June, whichever is later". A plain value that says how long, not from
// when: due_date.hpp counts it. Whoever makes one without parse_term keeps to the limits below.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::calendar {

using duban::to_text;  // of days and instants, not hidden by the ones below

enum class Unit : std::uint8_t {
    months,
    weeks,
    days,
    working_days,
    hours,
    working_hours,        // while the office is open
    fixed_date,           // the first such date after the start
    last_day_of,          // of a period, the first after the start
    last_working_day_of,  // likewise
    later_of,             // the later end of two terms that begin together
    earlier_of,
};

/// A part of the year that comes again: "June", "Q4", "the month" (whichever it is).
struct Period {
    enum class Kind : std::uint8_t { month, quarter, year };

    Kind kind = Kind::year;
    unsigned number = 0;  // from 1: which month or quarter; 0: each one

    friend bool operator==(Period const&, Period const&) = default;
};

struct Term {
    Unit unit = Unit::days;
    int count = 1;  // at least 1; 1 where the unit is not counted, 0 of a given date
    std::chrono::month_day date = {};  // of a fixed date only; never 29 February
    bool next_year = false;            // a fixed date, in the year after the start's
    Period period = {};                // of a last day
    std::vector<Term> of = {};         // the two of later_of and earlier_of; in days or longer

    friend bool operator==(Term const&, Term const&) = default;
};

/// Ten years: longer than any proposal lives, and far from the ends of the calendar. 1 of a unit
/// that is not counted.
int longest(Unit unit);

/// A number of it makes a term: months to working hours.
constexpr bool is_counted(Unit unit) {
    return unit <= Unit::working_hours;
}

/// Whether it runs by the clock, not to the end of a day.
constexpr bool is_in_hours(Term const& term) {
    return term.unit == Unit::hours || term.unit == Unit::working_hours;
}

/// "3 months", "2 weeks", "15 working days", "48 hours", "16 working hours", "30 June", "30 June
/// next year", "last day of Q2", "last working day of the month", "A or B, whichever is earlier".
/// The refusal says what is wrong with the text and, where one is near, which text was probably
/// meant.
Result<Term, Text> parse_term(std::string_view text);

/// The form that parse_term reads, singular for one: "1 month", "15 working days", "30 June".
std::string to_text(Term const& term);

/// For people: "3个月" / "3 months", "6月30日" / "30 June".
Text describe(Term const& term);

}  // namespace duban::calendar
