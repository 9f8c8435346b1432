#include "engine/delivery/rate_limit.hpp"

#include <algorithm>

namespace duban::delivery {

std::size_t RateLimit::room(Instant now, std::size_t wanted) {
    if (!rate_) return wanted;
    forget(now);
    return std::min(wanted, rate_->at_most - std::min(rate_->at_most, sent_.size()));
}

void RateLimit::sent(Instant now) {
    if (rate_) sent_.push_back(now);
}

std::optional<Instant> RateLimit::next(Instant now) {
    if (room(now, 1) > 0) return std::nullopt;
    // All but the latest `at_most - 1` must be out of the stretch.
    return sent_[sent_.size() - rate_->at_most] + rate_->per;
}

/// A clock that was set back must not hold up the queue until it has caught up.
void RateLimit::forget(Instant now) {
    while (!sent_.empty() && sent_.front() + rate_->per <= now) sent_.pop_front();
    for (auto& instant : sent_) instant = std::min(instant, now);
}

}  // namespace duban::delivery
