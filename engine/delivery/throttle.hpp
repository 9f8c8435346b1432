// A throttle: at most so many messages in such a time. A value from the configuration and the
// arithmetic with it; it remembers nothing.
#pragma once

#include <optional>
#include <span>

#include "engine/base/instant.hpp"

namespace duban::delivery {

struct Throttle {
    int at_most = 0;  // 0: as many as there are
    Duration per{};

    friend bool operator==(Throttle const&, Throttle const&) = default;
};

/// How many more may go now. `sent`: when the latest ones went, latest first.
[[nodiscard]] int room_of(Throttle const& throttle, std::span<Instant const> sent, Instant now);

/// When the next one may go; nothing: now.
[[nodiscard]] std::optional<Instant> full_until(Throttle const& throttle,
                                                std::span<Instant const> sent,
                                                Instant now);

}  // namespace duban::delivery
