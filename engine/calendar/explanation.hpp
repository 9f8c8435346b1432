// Why a date is that date: the start, the rule, what it was extended to and when it stood still,
// each day that was passed over and why, and the version of the calendar that said so. The same
// value is printed for people and turned into JSON; it holds no date that due_date did not give.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/ledger.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

struct SkippedDay {
    Day day;
    Text why;  // the holiday's name, or "weekend"
};

struct ExplainedExtension {
    WallTime at;
    Term to;
    Day end;  // where that term would end if it never stood still, before rolling
};

struct ExplainedStop {
    WallTime from;
    WallTime until;
    Pause pause;
};

/// Where hours run from a known time of day.
struct ClockTimes {
    WallTime from;
    WallTime until;
};

/// What came at one time and counts as of another.
struct LaterStart {
    WallTime came;
    Text why;  // "after the cut-off hour, 17:30"; "a rest day (weekend)"
};

/// One of two terms that run together.
struct ExplainedPart {
    Term term;
    Day end;  // before rolling, without stops
};

struct Explanation {
    Day from;  // the first day, which is not counted
    std::optional<LaterStart> later_start;
    Term term;     // the first
    Day term_end;  // where it would end if it was never extended and never stood still
    std::vector<ExplainedPart> parts;  // of the term in force, where it is one of two
    std::vector<ExplainedExtension> extensions;
    std::vector<ExplainedStop> stops;
    std::optional<WallTime> stopped_since;
    std::optional<ClockTimes> clock;
    Counting counting;
    std::optional<WallTime> closing;  // where the last day ends with the office hours
    DueDate date;
    bool awaits_clock = false;  // the end would have come before the clock went on, and is later
    Text rest_on_raw;           // why the day before rolling is a rest day; empty where it is not
    std::vector<SkippedDay> skipped;  // rest days passed while counting or rolling, by day
    std::vector<SkippedDay>
        made_up;  // make-up workdays that counted, with the holiday they make up for
    CountingLaws laws;
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

/// Of a term that runs on a case, or would, from a known time of day.
Explanation explain(Ledger const& ledger,
                    Calendar const& calendar,
                    Zone const& zone,
                    std::string basis = {});

/// Several lines, each ending with a newline.
std::string to_text(Explanation const& explanation, Language language);

}  // namespace duban::calendar
