// What is said of a text that is no term: what is wrong with it, and what to write.
#pragma once

#include <string_view>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/term_words.hpp"

namespace duban::calendar {

Failure<Text> refuse_unreadable();
Failure<Text> refuse_form(std::string_view text);
Failure<Text> refuse_meant(std::string_view text, std::string_view meant);
Failure<Text> refuse_number(std::string_view text);
Failure<Text> refuse_too_long(std::string_view text, UnitName const& name);
Failure<Text> refuse_unit(std::string_view text, std::string_view unit);
Failure<Text> refuse_date(std::string_view text);
Failure<Text> refuse_period(std::string_view text, std::string_view period);
Failure<Text> refuse_two(std::string_view text);

}  // namespace duban::calendar
