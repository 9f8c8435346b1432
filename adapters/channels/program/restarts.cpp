#include "adapters/channels/program/restarts.hpp"

#include <fmt/format.h>

#include "engine/delivery/retry_policy.hpp"

namespace duban::program {

namespace {

constexpr std::size_t failures_max = 5;
constexpr auto window = std::chrono::minutes{10};

}  // namespace

void Restarts::failed(Instant at) {
    // No wait is as long as the window: what failed before it has run since. A clock that was set
    // back tells nothing.
    bool const is_first =
        failures_.empty() || at < failures_.back() || at - failures_.back() > window;
    if (is_first) {
        failures_.clear();
        worked();
    }
    ++in_a_row_;
    failures_.push_back(at);
    if (failures_.size() < failures_max) return;
    too_many_ |= at - failures_.front() <= window;
    failures_.pop_front();
}

void Restarts::worked() {
    in_a_row_ = 0;
    too_many_ = false;
}

Duration Restarts::wait(double jitter) const {
    delivery::RetryPolicy policy;
    policy.first_delay = patience_.restart_first;
    policy.delay_max = patience_.restart_max;
    return delivery::back_off(policy, in_a_row_, (1 + jitter) / 2);
}

std::string Restarts::words(std::string_view why) const {
    if (!too_many_) return std::string{why};
    return fmt::format(
        "it failed {} times within {} minutes: {}", failures_max, window.count(), why);
}

}  // namespace duban::program
