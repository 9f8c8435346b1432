#include "engine/tracking/rung_notices.hpp"

#include <algorithm>
#include <iterator>

namespace duban::tracking {

namespace {

using workflow::Index;

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

/// Those who have asked for quiet at that moment: the owners, until their day. Never once the end
/// has come.
std::vector<Index> quiet_at(Procedure const& procedure, Deadline const& deadline, Instant at) {
    if (!deadline.quiet_until || at >= *deadline.quiet_until || at >= deadline.due_at) return {};
    return owners_of(procedure, deadline.state);
}

}  // namespace

std::vector<Index> const& owners_of(Procedure const& procedure, Index state) {
    auto const& states = procedure.workflow.states;
    while (states[state].owner.empty() && states[state].parent != workflow::none)
        state = states[state].parent;
    return states[state].owner;
}

void tell_rungs(Change& change,
                Procedure const& procedure,
                Deadline const& deadline,
                std::vector<Rung> const& rungs) {
    auto const& due = *procedure.workflow.states[deadline.state].due;
    std::vector<std::pair<Index, Instant>> told;
    std::vector<Notice> notices;
    for (auto rung = rungs.rbegin(); rung != rungs.rend(); ++rung) {
        auto const& reminder = due.reminders[static_cast<std::size_t>(rung->reminder)];
        bool const missed = change.at - rung->at > missed_after;
        auto to = reminder.to;
        auto const quiet = quiet_at(procedure, deadline, rung->at);
        std::erase_if(to,
                      [&](Index role) { return std::ranges::find(quiet, role) != quiet.end(); });
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
                           .due_day = deadline.due_day,
                           .rewound = deadline.rewound,
                           .reminder = rung->reminder,
                           .number = rung->number,
                           .part = deadline.part,
                           .at = rung->at,
                           .moved_from = deadline.moved_from});
    }
    change.notices.insert(change.notices.end(),
                          std::make_move_iterator(notices.rbegin()),
                          std::make_move_iterator(notices.rend()));
}

}  // namespace duban::tracking
