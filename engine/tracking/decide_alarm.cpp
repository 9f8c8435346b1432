#include <algorithm>
#include <iterator>

#include "engine/tracking/decide.hpp"
#include "engine/tracking/ladder.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

namespace {

using workflow::Index;
using workflow::none;

/// A rung older than this when its alarm rings was missed: the daemon was down.
constexpr auto missed_after = std::chrono::hours{1};

/// Roles of `to` that no later rung of the same alarm speaks to.
std::vector<Index> not_told_later(std::vector<Index> const& to,
                                  Instant at,
                                  std::vector<std::pair<Index, Instant>>& told) {
    std::vector<Index> left;
    for (auto const role : to) {
        auto const later = std::any_of(told.begin(), told.end(), [&](auto const& entry) {
            return entry.first == role && entry.second > at;
        });
        if (later) continue;
        left.push_back(role);
        told.emplace_back(role, at);
    }
    return left;
}

/// The notices of the rungs that have come, after downtime only those that `if_missed` asks for.
void tell_rungs(Change& change,
                workflow::Due const& due,
                Deadline const& deadline,
                std::vector<Rung> const& rungs) {
    std::vector<std::pair<Index, Instant>> told;
    std::vector<Notice> notices;
    for (auto rung = rungs.rbegin(); rung != rungs.rend(); ++rung) {
        auto const& reminder = due.reminders[static_cast<std::size_t>(rung->reminder)];
        bool const missed = change.at - rung->at > missed_after;
        auto to = reminder.to;
        if (due.if_missed == workflow::IfMissed::nothing && missed) to.clear();
        if (due.if_missed == workflow::IfMissed::latest_only)
            to = not_told_later(to, rung->at, told);
        if (to.empty()) {
            ++change.rungs_skipped;
            continue;
        }
        notices.push_back({.message = reminder.message,
                           .to = std::move(to),
                           .deadline_state = deadline.state,
                           .deadline = deadline.id,
                           .reminder = rung->reminder,
                           .number = rung->number,
                           .at = rung->at});
    }
    change.notices.insert(change.notices.end(),
                          std::make_move_iterator(notices.rbegin()),
                          std::make_move_iterator(notices.rend()));
}

/// Acts at a deadline's end. A refusal inside (a `set` that does not fit) leaves the case where it
/// stands: the passing itself is still recorded.
workflow::Alternative const* pass(WorkingCase& working, workflow::Due const& due) {
    return due.on_due.empty() ? nullptr : working.choose(due.on_due);
}

}  // namespace

Change decide(Procedure const& procedure, Case const& state, AlarmRang const& input) {
    WorkingCase working{procedure, state, input.at};
    auto const deadline =
        std::find_if(state.deadlines.begin(), state.deadlines.end(), [&](Deadline const& running) {
            return running.id == input.deadline;
        });
    if (deadline == state.deadlines.end() || state.closed_at) return std::move(working.change());

    auto const& due = *procedure.workflow.states[deadline->state].due;
    bool const passes = !deadline->passed && deadline->due_at <= input.at;
    auto const* const chosen = passes ? pass(working, due) : nullptr;
    // What would have been said after the end is void where the end itself moves the case on.
    bool const moves_on = chosen != nullptr && chosen->go != none;
    auto const until = moves_on ? std::min(input.at, deadline->due_at) : input.at;
    auto const rungs = rungs_between(procedure, *deadline, deadline->handled_until, until);
    if (rungs.empty() && !passes) return std::move(working.change());

    tell_rungs(working.change(), due, *deadline, rungs);
    if (chosen != nullptr && working.take(*chosen, deadline->state, deadline->due_at)) {
        WorkingCase unmoved{procedure, state, input.at};
        tell_rungs(unmoved.change(), due, *deadline, rungs);
        unmoved.change().deadline_passed = true;
        unmoved.change().deadlines_handled.push_back(
            {deadline->id, deadline->state, input.at, true});
        return std::move(unmoved.change());
    }
    auto& change = working.change();
    change.deadline_passed = passes;
    auto const ended =
        std::any_of(change.deadlines_ended.begin(),
                    change.deadlines_ended.end(),
                    [&](DeadlineEnded const& one) { return one.id == deadline->id; });
    if (!ended) {
        change.deadlines_handled.push_back(
            {deadline->id, deadline->state, input.at, deadline->passed || passes});
    }
    return std::move(change);
}

}  // namespace duban::tracking
