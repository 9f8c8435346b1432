// A date as a term: it was promised or entered, and the term ends on it. Nothing is counted, so it
// is a term of no days, which nobody can write down as such.
#pragma once

#include <string_view>

#include "engine/calendar/term.hpp"

namespace duban::calendar {

inline constexpr std::string_view given_date_words = "the given date";

inline Term given_date() {
    return {.unit = Unit::days, .count = 0};
}

inline bool is_given_date(Term const& term) {
    return term.unit == Unit::days && term.count == 0;
}

}  // namespace duban::calendar
