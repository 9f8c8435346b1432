#include "engine/calendar/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/calendar/given_date.hpp"
#include "engine/calendar/period_end.hpp"

namespace duban::calendar {

namespace {

using std::chrono::days;

using Stretch = std::pair<Day, Day>;

/// The days that a term had to look at before it was rolled.
void add_counted(
    std::vector<Stretch>& to, Term const& term, Day from, Day end, Calendar const& calendar) {
    if (term.unit == Unit::working_days) to.emplace_back(from + days{1}, end);
    if (term.unit == Unit::working_hours) to.emplace_back(from, end);
    if (term.unit != Unit::last_working_day_of) return;
    auto const found = period_end(term, from, calendar);
    to.emplace_back(found.day, found.last);
    to.insert(to.end(), found.in_vain.begin(), found.in_vain.end());
}

/// Of two terms the one that is meant; null where there is but one.
ExplainedPart const* chosen_of(Explanation const& e) {
    if (e.parts.empty()) return nullptr;
    auto const first = e.parts[0].end;
    auto const second = e.parts[1].end;
    auto const& term = e.extensions.empty() ? e.term : e.extensions.back().to;
    bool const is_first = term.unit == Unit::later_of ? first >= second : first <= second;
    return &e.parts[is_first ? 0 : 1];
}

/// The days that were looked at, each once and in order; none where none had to be judged.
std::vector<Day> judged(Explanation const& e, Calendar const& calendar) {
    std::vector<Stretch> stretches;
    auto const& term = e.extensions.empty() ? e.term : e.extensions.back().to;
    add_counted(stretches, term, e.from, e.date.raw, calendar);
    if (auto const* const part = chosen_of(e))
        add_counted(stretches, part->term, e.from, part->end, calendar);
    if (e.counting.on_rest_day != OnRestDay::stay || e.awaits_clock)
        stretches.push_back(std::minmax(e.date.raw, e.date.due));
    std::vector<Day> judged;
    for (auto const& [first, last] : stretches) {
        for (auto day = first; day <= last; day += days{1}) judged.push_back(day);
    }
    std::ranges::sort(judged);
    auto const again = std::ranges::unique(judged);
    judged.erase(again.begin(), again.end());
    return judged;
}

/// The rule, the calendar and the end; what it says of single days is added by `add_days`.
Explanation begin(Term const& term,
                  Day from,
                  Counting const& counting,
                  Calendar const& calendar,
                  std::string basis) {
    Explanation e;
    e.from = from;
    e.term = term;
    e.counting = counting;
    e.date = due_date(term, from, counting.on_rest_day, calendar);
    e.term_end = e.date.raw;
    e.laws = calendar.laws();
    e.calendar = calendar.name();
    e.calendar_version = calendar.version();
    e.known_from = calendar.known_from();
    e.known_to = calendar.known_to();
    e.basis = std::move(basis);
    return e;
}

/// The entry that makes a day of rest a day of work, half days too; null where there is none.
Entry const* made_up_by(Day day, Calendar const& calendar) {
    bool const rests = calendar.rest_weekdays()[std::chrono::weekday{day}.c_encoding()];
    auto const* const entry = calendar.entry_on(day);
    bool const works = entry != nullptr && entry->kind != EntryKind::rest;
    return works && (rests || entry->kind == EntryKind::work) ? entry : nullptr;
}

void add_days(Explanation& e, Calendar const& calendar) {
    e.rest_on_raw = calendar.why_rest(e.date.raw);
    for (auto const day : judged(e, calendar)) {
        if (!calendar.is_working(day)) {
            e.skipped.push_back({day, calendar.why_rest(day)});
        } else if (auto const* const entry = made_up_by(day, calendar)) {
            e.made_up.push_back({day, entry->holiday});
        }
    }
}

void add_parts(Explanation& e, Term const& term, Calendar const& calendar) {
    for (auto const& part : term.of) e.parts.push_back({part, raw_day(part, e.from, calendar)});
}

/// Why what came then counts as of a later day; nothing where it does not.
std::optional<LaterStart> later_start(Ledger const& ledger,
                                      Calendar const& calendar,
                                      Zone const& zone) {
    auto const counted = counted_from(ledger.started_at, ledger.counting, calendar, zone);
    if (counted == ledger.started_at) return std::nullopt;
    auto const came = zone.to_wall(ledger.started_at);
    auto const rest = calendar.why_rest(std::chrono::floor<days>(came));
    if (!rest.en.empty()) {
        return LaterStart{came,
                          {.zh_cn = fmt::format("休息日：{}", rest.zh_cn),
                           .en = fmt::format("a rest day: {}", rest.en)}};
    }
    auto const cut_off = to_text(*ledger.counting.cut_off);
    return LaterStart{came,
                      {.zh_cn = fmt::format("已过收件截止时间 {}", cut_off),
                       .en = fmt::format("after the cut-off hour, {}", cut_off)}};
}

/// The time of day at which it ends, where that is not midnight.
void add_times(Explanation& e, Ledger const& ledger, Calendar const& calendar, Zone const& zone) {
    auto const end = zone.to_wall(due_instant(ledger, calendar, zone).at);
    if (is_in_hours(ledger.term_in_force())) {
        auto const begun = counted_from(ledger.started_at, ledger.counting, calendar, zone);
        e.clock = ClockTimes{zone.to_wall(begun), end};
    } else if (ledger.counting.ends == Ends::closing_hour) {
        e.closing = end;
    }
}

}  // namespace

Explanation explain(Term const& term,
                    Day from,
                    OnRestDay on_rest_day,
                    Calendar const& calendar,
                    std::string basis) {
    auto e = begin(term, from, {.on_rest_day = on_rest_day}, calendar, std::move(basis));
    add_parts(e, term, calendar);
    add_days(e, calendar);
    return e;
}

Explanation explain(Ledger const& ledger,
                    Calendar const& calendar,
                    Zone const& zone,
                    std::string basis) {
    auto const& rules = ledger.counting;
    auto const begun = counted_from(ledger.started_at, rules, calendar, zone);
    auto const end_of = [&](Term const& term) {
        return due_instant(term, begun, {}, calendar, zone).day;
    };
    auto e = begin(ledger.term, zone.day_of(begun), rules, calendar, std::move(basis));
    e.later_start = later_start(ledger, calendar, zone);
    e.term_end = end_of(ledger.term);
    e.date = due_date(ledger, calendar, zone);
    e.awaits_clock = e.date.due != rolled(e.date.raw, false, rules.on_rest_day, calendar).due;
    for (auto const& [at, to] : ledger.extensions) {
        e.extensions.push_back({zone.to_wall(at), to, end_of(to)});
    }
    auto const& in_force = ledger.term_in_force();
    for (auto const& stop : ledger.stops) {
        // Of a former start: it stops nothing of what is counted from this one.
        if (stop.until <= begun && !is_given_date(in_force)) continue;
        auto const pause = pause_of(in_force, begun, stop, calendar, zone);
        e.stops.push_back({zone.to_wall(stop.from), zone.to_wall(stop.until), pause});
    }
    if (ledger.stopped_since) e.stopped_since = zone.to_wall(*ledger.stopped_since);
    add_times(e, ledger, calendar, zone);
    add_parts(e, in_force, calendar);
    add_days(e, calendar);
    return e;
}

}  // namespace duban::calendar
