// The clocks of a case that is worked on: its deadlines begun, ended, extended, stopped and going
// on.
#include <fmt/format.h>

#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/calendar/given_date.hpp"
#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/rung_notices.hpp"
#include "engine/tracking/standstill.hpp"
#include "engine/tracking/working_case.hpp"
#include "engine/workflow/given_date.hpp"

namespace duban::tracking {

namespace {

Refusal too_many_stops(workflow::Due const& due) {
    return {
        Refusal::Kind::fault,
        {.zh_cn = fmt::format("时限“{}”已中止 {} 次，不能再中止，请联系管理员",
                              due.name,
                              workflow::Bounds::stops_max),
         .en = fmt::format("the deadline \"{}\" has stood still {} times and cannot again: tell "
                           "the administrator",
                           due.name,
                           workflow::Bounds::stops_max)}};
}

}  // namespace

/// From when the deadline of the state is counted: the date or instant in its field, or nothing
/// where it has no such field, or nobody has set it yet.
std::optional<Instant> WorkingCase::told_start(Node node) {
    auto const& due = *procedure_.workflow.states[node.state].due;
    if (due.from == workflow::none) return std::nullopt;
    return start_told(procedure_, due, value_of(due.from, node.part));
}

/// One that ends on a given date waits for the date.
void WorkingCase::begin_deadline(Node node) {
    auto const told = told_start(node);
    if (!told && ends_on_given_date(*procedure_.workflow.states[node.state].due)) return;
    auto deadline = start_deadline(procedure_, node.state, told.value_or(moment_), moment_);
    deadline.part = node.part;
    change_.deadlines_started.push_back(std::move(deadline));
}

void WorkingCase::end_deadline(Node node) {
    for (auto const& deadline : state_.deadlines) {
        if (deadline.node() == node && !has_ended(deadline))
            change_.deadlines_ended.push_back({deadline.id, node.state});
    }
    std::erase_if(change_.deadlines_started,
                  [node](Deadline const& started) { return started.node() == node; });
}

bool WorkingCase::has_ended(Deadline const& deadline) const {
    return std::ranges::find(change_.deadlines_ended, deadline.id, &DeadlineEnded::id) !=
           change_.deadlines_ended.end();
}

Deadline const& WorkingCase::as_it_is(Deadline const& deadline) const {
    auto const changed = std::ranges::find(change_.deadlines_changed, deadline.id, &Deadline::id);
    return changed != change_.deadlines_changed.end() ? *changed : deadline;
}

/// Those of the case first. What `look` changes must not begin or end a deadline.
template <class Look>
void WorkingCase::look_at_running(Look look) const {
    for (auto const& deadline : state_.deadlines) {
        if (!has_ended(deadline)) look(as_it_is(deadline));
    }
    for (auto const& deadline : change_.deadlines_started) look(deadline);
}

std::vector<Deadline const*> WorkingCase::running() const {
    std::vector<Deadline const*> running;
    look_at_running([&](Deadline const& deadline) { running.push_back(&deadline); });
    return running;
}

Deadline const* WorkingCase::find_running(Node node) const {
    Deadline const* found = nullptr;
    look_at_running([&](Deadline const& deadline) {
        if (found == nullptr && deadline.node() == node) found = &deadline;
    });
    return found;
}

Deadline& WorkingCase::change_deadline(Deadline const& deadline) {
    auto& started = change_.deadlines_started;
    auto const fresh = std::ranges::find(started, deadline.node(), &Deadline::node);
    if (fresh != started.end()) return *fresh;
    auto& changed = change_.deadlines_changed;
    auto const known = std::ranges::find(changed, deadline.id, &Deadline::id);
    return known != changed.end() ? *known : changed.emplace_back(deadline);
}

void WorkingCase::move_clock(workflow::ClockAct act, Node node) {
    using workflow::ClockAct;
    if (act == ClockAct::suspend || act == ClockAct::resume)
        return suspend(act == ClockAct::suspend);
    auto const* const running = find_running(node);
    ensure(running != nullptr, "a clock that is moved runs");
    auto& deadline = change_deadline(*running);
    if (act == ClockAct::extend) {
        extend(procedure_, deadline, change_.at);
        change_.effects.emplace_back(
            DeadlineExtended{node, deadline.ledger.term_in_force(), deadline.due_day});
        return;
    }
    deadline.stopped_by_hand = act == ClockAct::stop;
    change_.effects.emplace_back(DeadlineHeld{node, deadline.stopped_by_hand});
}

/// What was raised to come later does not come while the case stands still: it is laid far off, and
/// back again later by the time that the case stood still.
void WorkingCase::suspend(bool stands) {
    // A clock that was ahead, and was set back, may have begun it.
    auto const lasted =
        stands ? Duration{} : std::max(change_.at - *state_.suspended_since, Duration{});
    change_.suspended = stands;
    for (auto const& pending : state_.pending) {
        auto later = pending;
        later.id = {};
        // What was raised while the case stood still has not been laid off.
        bool const is_laid_off = pending.at - change_.at > laid_off / 2;
        later.at += stands ? laid_off : lasted;
        if (!stands && is_laid_off) later.at -= laid_off;
        end_raise(pending.id);
        change_.raised.push_back(std::move(later));
    }
}

/// Those that end on a given date run where the date is set, and nowhere else.
void WorkingCase::follow_given_dates() {
    for (auto const node : change_.position.active) {
        auto const& due = procedure_.workflow.states[node.state].due;
        if (!due || !ends_on_given_date(*due)) continue;
        bool const is_given = told_start(node).has_value();
        bool const runs = find_running(node) != nullptr;
        if (runs && !is_given) end_deadline(node);
        if (!runs && is_given && !has_region_ended(node)) begin_deadline(node);
    }
}

/// A region whose end is reached has no deadline any more, though it is active.
bool WorkingCase::has_region_ended(Node node) const {
    if (!is_region(node)) return false;
    auto const& active = change_.position.active;
    return std::any_of(active.begin(), active.end(), [&](Node inner) {
        return procedure_.chart.is_end(inner.state) && procedure_.chart.parent_of(inner) == node;
    });
}

/// A deadline that is counted from a field follows it while it runs. What was said of the old end
/// is said again of the new one.
void WorkingCase::follow_starts() {
    follow_given_dates();
    look_at_running([&](Deadline const& running) {
        auto const start = told_start(running.node());
        if (!start || *start == running.ledger.started_at) return;
        // One that an upgrade has kept goes on as it was told to people.
        auto const& due = *procedure_.workflow.states[running.state].due;
        if (ends_on_given_date(due) != calendar::is_given_date(running.ledger.term)) return;
        auto& deadline = change_deadline(running);
        // It keeps when it stood still: another start may come to lie before that again.
        deadline.ledger.started_at = *start;
        deadline.said_from = deadline.handled_until;
        derive_end(procedure_, deadline);
        if (deadline.due_at > change_.at) deadline.passed = false;
        press_if_over(deadline, change_.at);
    });
}

/// When all is done, the deadlines stand still that some active state stops, or a person has
/// stopped, and no others. One
/// whose end has come runs no more and is not stopped.
std::optional<Refusal> WorkingCase::follow_clocks() {
    std::optional<Refusal> refusal;
    bool const suspended = is_suspended();
    look_at_running([&](Deadline const& deadline) {
        if (refusal) return;
        auto const node = deadline.node();
        bool const stands = suspended || deadline.stopped_by_hand ||
                            stands_still(procedure_.workflow, change_.position.active, node);
        if (stands == deadline.is_stopped()) return;
        if (!stands) {
            go_on(change_deadline(deadline));
        } else if (!deadline.passed && deadline.due_at > moment_) {
            if (deadline.ledger.stops.size() == workflow::Bounds::stops_max) {
                refusal = too_many_stops(*procedure_.workflow.states[node.state].due);
                return;
            }
            change_deadline(deadline).ledger.stopped_since = moment_;
        }
    });
    return refusal;
}

/// A stop that moves nothing is not kept.
void WorkingCase::go_on(Deadline& deadline) {
    auto const before = deadline;
    auto const since = *deadline.ledger.stopped_since;
    calendar::Stop const stop{since, std::max(since, moment_)};
    deadline.ledger.stopped_since.reset();
    auto const& zone = procedure_.zone;
    bool const moves = is_in_hours(deadline.ledger.term_in_force()) ||
                       zone.day_of(stop.from) != zone.day_of(stop.until) ||
                       deadline.due_at < stop.until;
    if (moves) deadline.ledger.stops.push_back(stop);
    derive_end(procedure_, deadline);
    tell_laid_behind(before, deadline, stop.until);
    deadline.handled_until = std::max(deadline.handled_until, stop.until);
}

/// What could not be said while the clock stood still. A rung that was said before is not said
/// again, though its place on the ladder has moved on.
void WorkingCase::tell_laid_behind(Deadline const& before, Deadline const& after, Instant until) {
    auto const said = rungs_between(procedure_, before, before.said_from, before.handled_until);
    auto rungs = rungs_between(procedure_, after, before.handled_until, until);
    std::erase_if(rungs, [&](Rung const& rung) {
        return std::ranges::any_of(said, [&](Rung const& one) {
            return one.reminder == rung.reminder && one.number == rung.number;
        });
    });
    tell_rungs(change_, procedure_, after, rungs);
}

}  // namespace duban::tracking
