// What editors are told of terms, offsets and delays is what the parsers read.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include <functional>
#include <regex>

#include "engine/calendar/count_pattern.hpp"
#include "engine/calendar/delay.hpp"
#include "engine/calendar/offset.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/term_pattern.hpp"

using namespace duban::calendar;

namespace {

bool fits(std::string const& pattern, std::string const& text) {
    return std::regex_match(text, std::regex{pattern});
}

/// Every number that may matter, before every unit, with every ending: right, wrong and nearly so.
std::vector<std::string> spellings() {
    std::vector<std::string> texts{
        "", "due", "due ", "Due", "3", "days", " ", "0", "3 working", "working days"};
    for (std::string const number :
         {"0",     "00",    "1",       "01",      "2",         "9",         "10",         "28",
          "520",   "521",   "20800",   "20801",   "29",        "30",        "31",         "32",
          "119",   "120",   "121",     "199",     "2600",      "2601",      "3660",       "3661",
          "87600", "87601", "5256000", "5256001", "315360000", "315360001", "9999999999", "-1",
          "-0",    "+1",    "1.5",     "x"}) {
        for (std::string const unit : {"month",
                                       "months",
                                       "day",
                                       "days",
                                       "working day",
                                       "working days",
                                       "working  days",
                                       "hour",
                                       "hours",
                                       "minute",
                                       "minutes",
                                       "second",
                                       "seconds",
                                       "week",
                                       "weeks",
                                       "working hour",
                                       "working  hours",
                                       "June next year",
                                       "June  next  year",
                                       "June next years",
                                       "March or 2 weeks, whichever is later",
                                       "days or last day of Q1, whichever  is  earlier",
                                       "days or 2 hours, whichever is later",
                                       "days or 2 weeks whichever is later",
                                       "days or 2 weeks, whichever is best",
                                       "June",
                                       "February",
                                       "March",
                                       "july",
                                       "monkeys"}) {
            for (std::string const ending : {"", " before", " after", "  before", " befor", " "}) {
                texts.push_back(fmt::format("{} {}{}", number, unit, ending));
            }
            texts.push_back(fmt::format(" {}  {}", number, unit));
            texts.push_back(fmt::format("{}{}", number, unit));
        }
    }
    for (std::string const what : {"day", "working day", "working  day", "days", "hour"}) {
        for (std::string const period : {"Q1",
                                         "Q4",
                                         "Q5",
                                         "Q0",
                                         "June",
                                         "Juni",
                                         "the month",
                                         "the  quarter",
                                         "the year",
                                         "year"})
            texts.push_back(fmt::format("last {} of {}", what, period));
    }
    return texts;
}

void compare(std::string const& pattern, std::function<bool(std::string const&)> const& reads) {
    std::regex const expression{pattern};
    int read = 0;
    for (auto const& text : spellings()) {
        CAPTURE(text);
        CHECK(std::regex_match(text, expression) == reads(text));
        read += reads(text) ? 1 : 0;
    }
    CHECK(read > 20);
}

}  // namespace

TEST_CASE("a pattern of numbers holds those from one to its bound", "[calendar]") {
    auto const most = GENERATE(1, 7, 10, 12, 28, 100, 120, 366, 1000, 3660);
    std::regex const pattern{count_pattern(most)};
    for (int number = 0; number <= most + 1000; ++number) {
        CAPTURE(most, number);
        REQUIRE(std::regex_match(std::to_string(number), pattern) ==
                (1 <= number && number <= most));
    }
}

TEST_CASE("the pattern of terms fits what is read as a term", "[calendar]") {
    compare(term_pattern(), [](std::string const& text) { return parse_term(text).has_value(); });
}

TEST_CASE("the pattern of terms in days fits no other units", "[calendar]") {
    compare(term_in_days_pattern(), [](std::string const& text) {
        auto const term = parse_term(text);
        return term && (term->unit == Unit::weeks || term->unit == Unit::days ||
                        term->unit == Unit::working_days);
    });
}

TEST_CASE("the pattern of terms in days or hours fits no months and no dates", "[calendar]") {
    compare(term_in_days_or_hours_pattern(), [](std::string const& text) {
        auto const term = parse_term(text);
        return term && is_counted(term->unit) && term->unit != Unit::months;
    });
}

TEST_CASE("the pattern of offsets fits what is read as an offset", "[calendar]") {
    compare(offset_pattern(),
            [](std::string const& text) { return parse_offset(text).has_value(); });
}

TEST_CASE("the pattern of delays fits what is read as a delay", "[calendar]") {
    compare(delay_pattern(), [](std::string const& text) { return parse_delay(text).has_value(); });
    CHECK_FALSE(fits(delay_pattern(), "1 days"));
}
