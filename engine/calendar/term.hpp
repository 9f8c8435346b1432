// A term as people write it: "3 months", "15 working days", "30 June". A plain value that says how
// long, not from when: due_date.hpp counts it. Whoever makes one without parse_term keeps to the
// limits below.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"

namespace duban::calendar {

using duban::to_text;  // of days and instants, not hidden by the ones below

enum class Unit : std::uint8_t { months, days, working_days, hours, fixed_date };

struct Term {
    Unit unit = Unit::days;
    int count = 1;                  // at least 1; not used by a fixed date
    std::chrono::month_day date{};  // of a fixed date only; never 29 February

    friend bool operator==(Term const&, Term const&) = default;
};

/// Ten years: longer than any proposal lives, and far from the ends of the calendar.
int longest(Unit unit);

/// "3 months", "1 month", "30 days", "15 working days", "48 hours", "30 June". The refusal says
/// what is wrong with the text and, where one is near, which text was probably meant.
Result<Term, Text> parse_term(std::string_view text);

/// Regular expressions for what parse_term reads, for editors: all of it, and what is counted in
/// days or working days alone.
std::string term_pattern();
std::string term_in_days_pattern();
/// Parts of such: a unit that is counted, whichever it is; a number of one of these units.
std::string unit_pattern();
std::string counted_pattern(std::initializer_list<Unit> units);

/// The form that parse_term reads, singular for one: "1 month", "15 working days", "30 June".
std::string to_text(Term const& term);

/// For people: "3个月" / "3 months", "6月30日" / "30 June".
Text describe(Term const& term);

}  // namespace duban::calendar
