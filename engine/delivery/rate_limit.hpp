// A rate limit: at most so many messages within any stretch of a length. It is asked before work is
// taken, so that what is too many waits in the queue and costs no attempt. It lives in memory, one
// for each channel; the time comes in with each call.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "engine/base/instant.hpp"

namespace duban::delivery {

struct Rate {
    std::size_t at_most = 1;
    Duration per = std::chrono::minutes{1};

    friend bool operator==(Rate const&, Rate const&) = default;
};

class RateLimit {
  public:
    /// Nothing: it never limits.
    explicit RateLimit(std::optional<Rate> rate) : rate_{rate} {}

    /// From now on; what went while there was none is not counted.
    void become(std::optional<Rate> rate) { rate_ = rate; }

    /// How many of `wanted` may go now.
    [[nodiscard]] std::size_t room(Instant now, std::size_t wanted);

    /// One went.
    void sent(Instant now);

    /// When there will be room; nothing where there is some now.
    [[nodiscard]] std::optional<Instant> next(Instant now);

  private:
    void forget(Instant now);

    std::optional<Rate> rate_;
    std::deque<Instant> sent_;  // within the last stretch, earliest first
};

}  // namespace duban::delivery
