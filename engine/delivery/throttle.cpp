#include "engine/delivery/throttle.hpp"

#include <algorithm>
#include <limits>

namespace duban::delivery {

int room_of(Throttle const& throttle, std::span<Instant const> sent, Instant now) {
    if (throttle.at_most <= 0) return std::numeric_limits<int>::max();
    auto const recent =
        std::ranges::count_if(sent, [&](Instant at) { return at > now - throttle.per; });
    return std::max(0, throttle.at_most - static_cast<int>(recent));
}

std::optional<Instant> full_until(Throttle const& throttle,
                                  std::span<Instant const> sent,
                                  Instant now) {
    if (room_of(throttle, sent, now) > 0) return std::nullopt;
    // The one that must leave the window first; a clock that was set back frees nothing early.
    return sent[static_cast<std::size_t>(throttle.at_most) - 1] + throttle.per;
}

}  // namespace duban::delivery
