#include "engine/tracking/recount.hpp"

#include <algorithm>

#include "engine/tracking/ladder.hpp"
#include "engine/tracking/rung_notices.hpp"

namespace duban::tracking {

void keep_what_was_told(Deadline& moved, Deadline const& before) {
    moved.moved_from = before.moved_from;
    if (moved.due_day == before.due_day) return;
    if (!moved.moved_from) moved.moved_from = before.due_day;
    if (*moved.moved_from == moved.due_day) moved.moved_from.reset();
}

std::optional<Deadline> recount(Procedure const& procedure, Deadline const& running, Instant at) {
    auto const& present = procedure.calendar.version();
    if (running.ledger.calendar_version == present) return std::nullopt;
    auto moved = running;
    moved.ledger.calendar_version = present;
    derive_end(procedure, moved);
    keep_what_was_told(moved, running);
    // An end that lies ahead again is still to be acted on.
    moved.passed = running.passed && moved.due_at <= at;
    return moved;
}

Change recount(Procedure const& procedure, Case const& state, Instant at) {
    auto change = unmoved(state, at);
    if (state.closed_at) return change;
    for (auto const& running : state.deadlines) {
        auto moved = recount(procedure, running, at);
        if (!moved) continue;
        tell_of_earlier_end(change, procedure, running, *moved);
        change.deadlines_changed.push_back(std::move(*moved));
    }
    return change;
}

void tell_of_earlier_end(Change& change,
                         Procedure const& procedure,
                         Deadline const& before,
                         Deadline const& after) {
    if (after.due_at >= before.due_at || after.is_stopped()) return;
    tell_rungs(change,
               procedure,
               after,
               rungs_between(procedure, after, after.said_from, after.handled_until));
}

bool moves_an_end(Change const& recounted, Case const& before) {
    return std::ranges::any_of(recounted.deadlines_changed, [&](Deadline const& moved) {
        auto const was = std::ranges::find(before.deadlines, moved.id, &Deadline::id);
        return was != before.deadlines.end() && was->due_at != moved.due_at;
    });
}

}  // namespace duban::tracking
