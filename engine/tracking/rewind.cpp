#include "engine/tracking/rewind.hpp"

#include <algorithm>

namespace duban::tracking {

Change rewind(Case const& state, Instant last_right, Instant at) {
    auto change = unmoved(state, at);
    if (state.closed_at) return change;
    for (auto const& running : state.deadlines) {
        if (running.handled_until <= at) continue;
        auto rewound = running;
        rewound.say_again_from(last_right);
        ++rewound.rewound;  // or its letters would be those that were sent already
        rewound.passed = running.passed && running.due_at <= at;
        auto& stopped_since = rewound.ledger.stopped_since;
        if (stopped_since) stopped_since = std::min(*stopped_since, at);
        change.deadlines_changed.push_back(std::move(rewound));
    }
    return change;
}

}  // namespace duban::tracking
