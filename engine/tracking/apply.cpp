#include <algorithm>

#include "engine/tracking/decide.hpp"

namespace duban::tracking {

void apply(Change const& change, Case& state) {
    for (auto const& [field, value] : change.fields) {
        if (state.fields.size() <= field) state.fields.resize(field + std::size_t{1});
        state.fields[field] = value;
    }
    auto& deadlines = state.deadlines;
    for (auto const& ended : change.deadlines_ended) {
        std::erase_if(deadlines, [&](Deadline const& one) { return one.id == ended.id; });
    }
    for (auto const& handled : change.deadlines_handled) {
        for (auto& deadline : deadlines) {
            if (deadline.id != handled.id) continue;
            deadline.handled_until = handled.handled_until;
            deadline.passed = handled.passed;
        }
    }
    deadlines.insert(
        deadlines.end(), change.deadlines_started.begin(), change.deadlines_started.end());
    if (state.revision == 0) state.opened_at = change.at;
    if (change.closed) {
        state.closed_at = change.at;
        deadlines.clear();
    }
    state.state = change.to;
    ++state.revision;
}

}  // namespace duban::tracking
