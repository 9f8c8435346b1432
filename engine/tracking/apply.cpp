#include <algorithm>

#include "engine/tracking/decide.hpp"

namespace duban::tracking {

namespace {

void apply_deadlines(Change const& change, std::vector<Deadline>& deadlines) {
    for (auto const& ended : change.deadlines_ended) {
        std::erase_if(deadlines, [&](Deadline const& one) { return one.id == ended.id; });
    }
    for (auto const& changed : change.deadlines_changed) {
        for (auto& deadline : deadlines) {
            if (deadline.id == changed.id) deadline = changed;
        }
    }
    deadlines.insert(
        deadlines.end(), change.deadlines_started.begin(), change.deadlines_started.end());
}

void apply_raised(Change const& change, std::vector<Pending>& pending) {
    for (auto const ended : change.raised_ended) {
        std::erase_if(pending, [&](Pending const& one) { return one.id == ended; });
    }
    pending.insert(pending.end(), change.raised.begin(), change.raised.end());
}

}  // namespace

void apply(Change const& change, Case& state) {
    for (auto const& [field, part, value] : change.fields) {
        if (part != 0) continue;  // those of parts come with the parts
        if (state.fields.size() <= field) state.fields.resize(field + std::size_t{1});
        state.fields[field] = value;
    }
    apply_deadlines(change, state.deadlines);
    apply_raised(change, state.pending);
    if (state.revision == 0) state.opened_at = change.at;
    if (change.closed) {
        state.closed_at = change.at;
        state.deadlines.clear();
        state.pending.clear();
    }
    if (change.suspended)
        state.suspended_since = *change.suspended ? std::optional{change.at} : std::nullopt;
    state.position = change.position;
    state.parts = change.parts;
    state.last_part = change.last_part;
    ++state.revision;
}

}  // namespace duban::tracking
