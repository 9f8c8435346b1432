#include "engine/proof/deadline_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/calendar/due_date.hpp"
#include "engine/calendar/offset.hpp"
#include "engine/proof/combinations.hpp"
#include "engine/proof/move.hpp"
#include "engine/proof/standstill.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::proof {

namespace {

using calendar::Calendar;
using calendar::Unit;
using std::chrono::days;
using workflow::Due;
using workflow::none;
using workflow::Reminder;

/// Whether, on every day the calendar knows, a term that starts then does as `claim` says of its
/// first day and its due day. A day past what is known says nothing.
template <class Claim>
bool holds_always(Calendar const& calendar,
                  calendar::Term const& term,
                  calendar::OnRestDay on_rest_day,
                  Claim claim) {
    bool any = false;
    for (auto day = calendar.known_from(); day <= calendar.known_to(); day += days{1}) {
        auto const end = due_date(term, day, on_rest_day, calendar);
        if (end.provisional) continue;
        if (!claim(day, end.due)) return false;
        any = true;
    }
    return any;
}

/// Hours run from their own start, late in the evening into the day after; so does what counts as
/// begun a day later.
Day latest(Due const& due, Day end, Calendar const& calendar) {
    auto const& counting = due.counting;
    bool const may_begin_later =
        counting.cut_off || counting.start_on_rest_day != calendar::StartOnRestDay::stay;
    if (due.within.unit == Unit::working_hours || may_begin_later)
        return calendar.working_day_after(end, 2);
    return end + days{due.within.unit == Unit::hours ? 1 : 0};
}

Day last_rung(Reminder const& reminder, Day due, Calendar const& calendar) {
    auto const first = day_at(reminder.at, due, calendar);
    if (!reminder.every) return first;
    auto const distance = reminder.every->count * (reminder.at_most - 1);
    auto const last =
        day_at({.count = distance, .unit = reminder.every->unit, .before = false}, first, calendar);
    return reminder.until_due ? std::min(last, due) : last;
}

/// Whether people or states can make it end later than its term says.
bool can_end_later(Workflow const& workflow, Index index) {
    auto const& state = workflow.states[index];
    auto const& due = *state.due;
    if (workflow.suspension || due.from != none || !due.extensions.empty()) return true;
    return is_stopped_by_hand(state) ||
           std::ranges::any_of(workflow.states, [index](workflow::State const& other) {
               return std::ranges::find(other.stops_clock, index) != other.stops_clock.end();
           });
}

/// Whether it lies before the start of its deadline, so that its moment has always gone by.
bool comes_too_early(Calendar const& calendar, Due const& due, Reminder const& reminder) {
    if (!reminder.at.before) return false;
    if (due.within.unit == Unit::hours && reminder.at.unit == Unit::hours)
        return reminder.at.count >= due.within.count &&
               due.counting.on_rest_day != calendar::OnRestDay::next_working_day;
    return holds_always(calendar, due.within, due.counting.on_rest_day, [&](Day start, Day end) {
        return last_rung(reminder, latest(due, end, calendar), calendar) < start;
    });
}

bool outlasts(Calendar const& calendar, Due const& inner, Due const& outer) {
    bool const are_hours = inner.within.unit == Unit::hours && outer.longest().unit == Unit::hours;
    if (are_hours && inner.counting == outer.counting)
        return inner.within.count > outer.longest().count;
    auto const rolls = inner.counting.on_rest_day;
    return holds_always(calendar, inner.within, rolls, [&](Day start, Day end) {
        auto const enclosing =
            due_date(outer.longest(), start, outer.counting.on_rest_day, calendar);
        return end > latest(outer, enclosing.due, calendar);
    });
}

/// The nearest state around it with a deadline that ends before.
workflow::Index outlasted(Workflow const& workflow, Index state, Calendar const& calendar) {
    auto const& states = workflow.states;
    for (auto outer = states[state].parent; outer != none; outer = states[outer].parent) {
        auto const& stops = states[state].stops_clock;
        bool const stands_still = std::ranges::find(stops, outer) != stops.end();
        if (states[outer].due && !ends_on_given_date(*states[outer].due) && !stands_still &&
            outlasts(calendar, *states[state].due, *states[outer].due)) {
            return outer;
        }
    }
    return none;
}

bool always_leaves(Workflow const& workflow, Index state, Facts const& facts) {
    auto const& on_due = workflow.states[state].due->on_due;
    std::vector<expression::Expression const*> guards;
    for (auto const& way : on_due) {
        auto const& go = way.go;
        if (!go || kept_around(workflow, state, go->state, go->internal) == state) return false;
        guards.push_back(way.only_if ? &*way.only_if : nullptr);
    }
    if (guards.empty()) return false;
    if (guards.back() == nullptr) return true;
    Combinations const combinations{workflow, guards, facts};
    for (std::size_t i = 0; i < combinations.size(); ++i) {
        bool open = false;
        for (std::size_t guard = 0; guard < guards.size(); ++guard)
            open = open || combinations.surely(guard, i);
        if (!open) return false;
    }
    return !combinations.is_beyond();
}

}  // namespace

void check_late_reminders(Workflow const& workflow, SetFields const& set, Findings& findings) {
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const index = static_cast<Index>(i);
        auto const& due = workflow.states[i].due;
        if (!due || !always_leaves(workflow, index, {.set = set.in(index)})) continue;
        for (auto const& reminder : due->reminders) {
            if (reminder.at.before || reminder.at.count == 0) continue;
            findings.warning(reminder.position,
                             "never-sent",
                             {.zh_cn = "到期时“on_due”已离开这个状态，到期后的提醒不会发出",
                              .en = "“on_due” leaves the state when the deadline ends: this "
                                    "reminder is never sent"});
        }
    }
}

void check_given_dates(Workflow const& workflow, SetFields const& set, Findings& findings) {
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& due = workflow.states[i].due;
        if (!due || due->from == none || !ends_on_given_date(*due)) continue;
        auto const& field = workflow.fields[due->from];
        bool const is_set = set.in(static_cast<Index>(i))[due->from];
        auto const* const of_record = workflow::date_of(field);
        bool const is_whole = of_record == nullptr || of_record->required;
        if (is_set && is_whole) continue;
        auto const name = given_date_name(workflow, *due);
        findings.warning(
            due->at,
            "unset-date",
            {.zh_cn = fmt::format("“{}”在这里可能还没有填写：没有填写时不计时，也不催办", name),
             .en = fmt::format("“{}” may not be set here: as long as it is not, no clock runs and "
                               "nobody is reminded",
                               name)});
    }
}

void check_terms(Workflow const& workflow, Calendar const& calendar, Findings& findings) {
    for (std::size_t i = 0; i < workflow.states.size(); ++i) {
        auto const& due = workflow.states[i].due;
        if (!due || ends_on_given_date(*due)) continue;  // how long it is nobody knows
        auto const within = describe(due->within);
        for (auto const& reminder : due->reminders) {
            if (can_end_later(workflow, static_cast<Index>(i))) break;
            if (!comes_too_early(calendar, *due, reminder)) continue;
            findings.warning(
                reminder.position,
                "never-sent",
                {.zh_cn =
                     fmt::format("时限只有{}，这次提醒的时间早于时限开始，不会发出", within.zh_cn),
                 .en = fmt::format("the deadline is only {} long: this reminder lies before its "
                                   "start and is never sent",
                                   within.en)});
        }
        auto const outer = outlasted(workflow, static_cast<Index>(i), calendar);
        if (outer == none) continue;
        auto const& around = workflow.states[outer];
        auto const enclosing = describe(around.due->within);
        findings.warning(due->at,
                         "outlasts",
                         {.zh_cn = fmt::format("时限（{}）比外层“{}”的时限（{}）还长",
                                               within.zh_cn,
                                               around.path,
                                               enclosing.zh_cn),
                          .en = fmt::format("the deadline ({}) is longer than that of “{}” around "
                                            "it ({})",
                                            within.en,
                                            around.path,
                                            enclosing.en)});
    }
}

}  // namespace duban::proof
