#include <algorithm>

#include "engine/tracking/clock_act.hpp"
#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/rung_notices.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using workflow::none;

/// What of the deadline has come until then is behind it.
void handle(WorkingCase& working, Deadline const& deadline, bool passed, Instant until) {
    auto& handled = working.change_deadline(deadline);
    handled.handled_until = until;
    // What was done at its end may have set the date that it is counted from.
    handled.passed = passed && handled.due_at <= working.change().at;
    if (!working.change().notices.empty()) handled.moved_from.reset();  // they say so
}

/// The passing alone, where nothing else could be done at the end: it is recorded all the same, and
/// what waits for it goes on by itself.
Change pass_unmoved(Procedure const& procedure,
                    Case const& state,
                    Instant at,
                    Deadline const& deadline,
                    std::optional<Text> fault) {
    auto change = unmoved(state, at);
    WorkingCase working{procedure, state, change, at, deadline.due_at};
    tell_rungs(change,
               procedure,
               deadline,
               rungs_between(procedure, deadline, deadline.handled_until, at));
    change.deadline_passed = true;
    handle(working, deadline, true, at);
    change.fault = std::move(fault);
    if (change.fault || !procedure.chart.acts_by_itself()) return change;
    if (auto const refusal = working.settle())
        return pass_unmoved(procedure, state, at, deadline, refusal->reason);
    return change;
}

bool has_ended(Change const& change, DeadlineId id) {
    return std::any_of(change.deadlines_ended.begin(),
                       change.deadlines_ended.end(),
                       [id](DeadlineEnded const& one) { return one.id == id; });
}

/// What the end of a deadline does, or null where no guard of it is true.
workflow::Alternative const* chosen_at_end(Procedure const& procedure,
                                           Case const& state,
                                           Deadline const& deadline,
                                           Instant at) {
    Change tried;
    WorkingCase working{procedure, state, tried, at, at};
    return working.choose(procedure.workflow.states[deadline.state].due->on_due, deadline.node());
}

/// It comes while the case stands still, raised when that was suspended: it waits as the others do.
Change lay_off(Procedure const& procedure, Case const& state, Pending const& pending, Instant at) {
    auto change = unmoved(state, at);
    WorkingCase still{procedure, state, change, at, at};
    still.end_raise(pending.id);
    auto later = pending;
    later.id = {};
    later.at += laid_off;
    change.raised.push_back(std::move(later));
    return change;
}

/// The raise has come and gone: nobody answers, or the answer failed.
Change pass_unanswered(Procedure const& procedure,
                       Case const& state,
                       Pending const& pending,
                       Instant at,
                       Refusal const& refusal) {
    auto change = unmoved(state, at);
    WorkingCase unanswered{procedure, state, change, at, at};
    unanswered.end_raise(pending.id);
    if (refusal.reason.en.empty()) {
        change.unanswered.push_back(pending.event);
    } else {
        change.fault = refusal.reason;
    }
    return change;
}

}  // namespace

Change decide(Procedure const& procedure, Case const& state, AlarmRang const& input) {
    auto const deadline =
        std::find_if(state.deadlines.begin(), state.deadlines.end(), [&](Deadline const& running) {
            return running.id == input.deadline;
        });
    if (deadline == state.deadlines.end() || state.closed_at || deadline->is_stopped())
        return unmoved(state, input.at);

    Node const node{deadline->state, deadline->part};
    bool const passes = !deadline->passed && deadline->due_at <= input.at;
    auto const* const chosen =
        passes ? chosen_at_end(procedure, state, *deadline, input.at) : nullptr;
    // What would have been said after the end is void where the end itself moves the case on.
    bool const moves_on = chosen != nullptr && chosen->go.has_value();
    auto const until = moves_on ? std::min(input.at, deadline->due_at) : input.at;
    auto const rungs = rungs_between(procedure, *deadline, deadline->handled_until, until);
    if (rungs.empty() && !passes) return unmoved(state, input.at);
    if (chosen == nullptr && passes)
        return pass_unmoved(procedure, state, input.at, *deadline, std::nullopt);

    auto change = unmoved(state, input.at);
    WorkingCase working{procedure, state, change, input.at, deadline->due_at};
    tell_rungs(change, procedure, *deadline, rungs);
    if (chosen != nullptr) {
        // A refusal inside (a `set` that does not fit) leaves the case where it stands.
        auto const refusal = working.take(
            {.kind = statechart::Event::Kind::due, .number = workflow::none, .node = node});
        if (refusal) return pass_unmoved(procedure, state, input.at, *deadline, refusal->reason);
    }
    change.deadline_passed = passes;
    // Where it runs on all the same, what is said after its end is still to come.
    if (!has_ended(change, deadline->id))
        handle(working, *deadline, deadline->passed || passes, until);
    return change;
}

Change decide(Procedure const& procedure, Case const& state, RaiseCame const& input) {
    auto const pending = std::find_if(state.pending.begin(),
                                      state.pending.end(),
                                      [&](Pending const& one) { return one.id == input.raise; });
    bool const is_stale = pending == state.pending.end() || state.closed_at;
    if (is_stale || pending->at > input.at) return unmoved(state, input.at);
    if (state.suspended_since) return lay_off(procedure, state, *pending, input.at);
    Change change;
    WorkingCase working{procedure, state, change, input.at, pending->at};
    working.end_raise(input.raise);
    auto const refusal = working.take({.kind = statechart::Event::Kind::raised,
                                       .number = pending->event,
                                       .node = {none, pending->part}});
    if (refusal) return pass_unanswered(procedure, state, *pending, input.at, *refusal);
    return change;
}

}  // namespace duban::tracking
