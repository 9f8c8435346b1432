#include "engine/tracking/ladder.hpp"

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::tracking {

namespace {

using calendar::Calendar;
using calendar::Unit;
using workflow::Reminder;

Day step_on(Calendar const& calendar, Day from, workflow::Every const& every, int number) {
    auto const distance = every.count * number;
    return calendar::day_at(
        {.count = distance, .unit = every.unit, .before = false}, from, calendar);
}

/// A rung that falls on a rest day goes out before it when it warns, after it when it presses:
/// nobody is warned too late, and nobody is pressed on a holiday.
Day office_day(Calendar const& calendar, Day day, bool before) {
    return calendar.is_working(day) ? day : calendar.working_day_after(day, before ? -1 : 1);
}

/// The rungs of one reminder, in order, without those that a rest day laid upon each other.
class Rungs {
  public:
    /// `base`: what the reminder is told from, in days or in hours.
    Rungs(Procedure const& procedure,
          Deadline const& deadline,
          Reminder const& reminder,
          calendar::DueInstant base)
        : procedure_{procedure},
          deadline_{deadline},
          reminder_{reminder},
          base_{base},
          any_hour_{procedure.workflow.messages[reminder.message].at_any_hour} {}

    /// The instant of the n-th repetition, or nothing where there is no such one.
    [[nodiscard]] std::optional<Instant> at(int number) const {
        if (number >= times()) return std::nullopt;
        auto const rung = rung_of(number);
        if (reminder_.until_due && rung.day > deadline_.due_day) return std::nullopt;
        return rung.at;
    }

    [[nodiscard]] calendar::DueInstant last() const { return rung_of(times() - 1); }

  private:
    [[nodiscard]] Calendar const& calendar() const {
        return procedure_.calendar_of(deadline_.ledger);
    }

    [[nodiscard]] int times() const { return reminder_.every ? reminder_.at_most : 1; }

    /// One that is told in days stands at the opening of the office; one in hours at its own time
    /// of day, on the days on which it is repeated too.
    [[nodiscard]] calendar::DueInstant rung_of(int number) const {
        if (!is_in_hours()) {
            auto const first = calendar::day_at(reminder_.at, base_.day, calendar());
            auto const day = day_of(first, number);
            return at_time(day, calendar().hours_on(day).opens);
        }
        auto const first = hours_away();
        if (number == 0) return first;
        auto const time = procedure_.zone.to_wall(first.at) - WallTime{first.day};
        return at_time(day_of(first.day, number), time);
    }

    [[nodiscard]] calendar::DueInstant at_time(Day day, std::chrono::seconds time) const {
        return {.day = day, .at = procedure_.zone.to_instant(WallTime{day} + time)};
    }

    [[nodiscard]] Day day_of(Day first, int number) const {
        auto const day =
            reminder_.every ? step_on(calendar(), first, *reminder_.every, number) : first;
        return any_hour_ ? day : office_day(calendar(), day, day <= deadline_.due_day);
    }

    [[nodiscard]] bool is_in_hours() const {
        return reminder_.at.unit == Unit::hours || reminder_.at.unit == Unit::working_hours;
    }

    [[nodiscard]] calendar::DueInstant hours_away() const {
        auto const at =
            reminder_.at.count == 0
                ? base_.at
                : calendar::instant_at(reminder_.at, base_, calendar(), procedure_.zone);
        return {.day = procedure_.zone.day_of(at), .at = at};
    }

    Procedure const& procedure_;
    Deadline const& deadline_;
    Reminder const& reminder_;
    calendar::DueInstant base_;
    bool any_hour_;
};

workflow::Due const& due_of(Procedure const& procedure, Deadline const& deadline) {
    auto const& due = procedure.workflow.states[deadline.state].due;
    ensure(due.has_value(), "a deadline runs in a state that has a due");
    return *due;
}

/// Calls `see` with the number and the rungs of each reminder. The steps of an escalation stand
/// upon each other.
template <class See>
void each_reminder(Procedure const& procedure, Deadline const& deadline, See see) {
    calendar::DueInstant const due{.day = deadline.due_day, .at = deadline.due_at};
    auto step_from = due;
    auto const& reminders = due_of(procedure, deadline).reminders;
    for (std::size_t i = 0; i < reminders.size(); ++i) {
        bool const escalates = reminders[i].escalates;
        Rungs const rungs{procedure, deadline, reminders[i], escalates ? step_from : due};
        if (escalates) step_from = rungs.last();
        see(static_cast<int>(i), rungs);
    }
}

void add_rungs(
    std::vector<Rung>& to, Rungs const& rungs, int reminder, Instant after, Instant until) {
    std::optional<Instant> previous;
    for (int number = 0;; ++number) {
        auto const at = rungs.at(number);
        if (!at || *at > until) return;
        if (*at > after && at != previous) to.push_back({reminder, number, *at});
        previous = at;
    }
}

std::optional<Instant> first_after(Rungs const& rungs, Instant after) {
    for (int number = 0;; ++number) {
        auto const at = rungs.at(number);
        if (!at || *at > after) return at;
    }
}

}  // namespace

Deadline start_deadline(Procedure const& procedure,
                        workflow::Index state,
                        Instant begun,
                        Instant at) {
    auto const& due = procedure.workflow.states[state].due;
    ensure(due.has_value(), "a deadline starts in a state that has a due");
    Deadline deadline;
    deadline.state = state;
    deadline.ledger.started_at = begun;
    deadline.ledger.term = due->within;
    deadline.ledger.counting = due->counting;
    deadline.ledger.calendar_version = procedure.calendar.version();
    deadline.said_from = deadline.handled_until = at;
    derive_end(procedure, deadline);
    press_if_over(deadline, at);
    return deadline;
}

void press_if_over(Deadline& deadline, Instant at) {
    if (deadline.due_at > at) return;
    auto const end = deadline.due_at - std::chrono::milliseconds{1};
    deadline.handled_until = std::min(deadline.handled_until, end);
}

std::optional<Instant> start_told(Procedure const& procedure,
                                  workflow::Due const& due,
                                  expression::Value const& held) {
    auto const& value = workflow::given_date(procedure.workflow, due, held);
    if (auto const* const day = value.as<Day>()) return procedure.zone.to_instant(WallTime{*day});
    auto const* const instant = value.as<Instant>();
    return instant != nullptr ? std::optional{*instant} : std::nullopt;
}

std::optional<Day> original_due_day(Procedure const& procedure, Deadline const& deadline) {
    auto const& ledger = deadline.ledger;
    if (ledger.extensions.empty() && ledger.stops.empty()) return std::nullopt;
    auto const first = calendar::first_due(ledger, procedure.calendar_of(ledger), procedure.zone);
    return first.day != deadline.due_day ? std::optional{first.day} : std::nullopt;
}

void derive_end(Procedure const& procedure, Deadline& deadline) {
    auto const& calendar = procedure.calendar_of(deadline.ledger);
    auto const end = calendar::due_instant(deadline.ledger, calendar, procedure.zone);
    deadline.ledger.calendar_version = calendar.version();
    deadline.due_day = end.day;
    deadline.due_at = end.at;
    deadline.provisional = end.provisional;
}

std::vector<Rung> rungs_between(Procedure const& procedure,
                                Deadline const& deadline,
                                Instant after,
                                Instant until) {
    std::vector<Rung> rungs;
    each_reminder(procedure, deadline, [&](int reminder, Rungs const& of_one) {
        add_rungs(rungs, of_one, reminder, after, until);
    });
    std::stable_sort(
        rungs.begin(), rungs.end(), [](Rung const& a, Rung const& b) { return a.at < b.at; });
    return rungs;
}

std::optional<Instant> next_alarm(Procedure const& procedure, Deadline const& deadline) {
    std::optional<Instant> next;
    if (deadline.is_stopped()) return next;
    if (!deadline.passed) next = deadline.due_at;
    each_reminder(procedure, deadline, [&](int, Rungs const& rungs) {
        auto const at = first_after(rungs, deadline.handled_until);
        if (at && (!next || *at < *next)) next = at;
    });
    return next;
}

}  // namespace duban::tracking
