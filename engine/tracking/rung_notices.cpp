#include "engine/tracking/rung_notices.hpp"

#include <algorithm>
#include <iterator>

namespace duban::tracking {

namespace {

using workflow::Index;

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

}  // namespace

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
                           .due_day = deadline.due_day,
                           .reminder = rung->reminder,
                           .number = rung->number,
                           .part = deadline.part,
                           .at = rung->at});
    }
    change.notices.insert(change.notices.end(),
                          std::make_move_iterator(notices.rbegin()),
                          std::make_move_iterator(notices.rend()));
}

}  // namespace duban::tracking
