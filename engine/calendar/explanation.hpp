// Why a date is that date: the start, the rule, each day that was passed over and why, and the
// version of the calendar that said so. The same value is printed for people and turned into JSON;
// it holds no date that due_date did not give.
#pragma once

#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/term.hpp"

namespace duban::calendar {

struct SkippedDay {
    Day day;
    Text why;  // the holiday's name, or "weekend"
};

struct Explanation {
    Day from;
    Term term;
    OnRestDay on_rest_day = OnRestDay::stay;
    DueDate date;
    Text rest_on_raw;  // why the day before rolling is a rest day; empty where it is not
    std::vector<SkippedDay> skipped;  // rest days passed while counting or rolling, by day
    std::vector<SkippedDay>
        made_up;  // make-up workdays that counted, with the holiday they make up for
    std::string calendar;
    std::string calendar_version;
    Day known_from;
    Day known_to;
    std::string
        basis;  // the law or rule that sets the term, as the workflow cites it; may be empty
};

Explanation explain(Term const& term,
                    Day from,
                    OnRestDay on_rest_day,
                    Calendar const& calendar,
                    std::string basis = {});

/// Several lines, each ending with a newline.
std::string to_text(Explanation const& explanation, Language language);

}  // namespace duban::calendar
