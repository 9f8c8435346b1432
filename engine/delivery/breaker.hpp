// A breaker: stops a channel from asking a server that is down or refuses our account, so that the
// queue waits instead of using up its attempts. It lives in memory, one for each channel; the time
// comes in with each call. It judges by rate, never by a single failure, except where the account
// itself is at fault (configuration, quota): no message will pass until somebody mends it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::delivery {

struct BreakerMachine;

struct BreakerPolicy {
    int window = 20;       // the outcomes looked back on
    int failures_min = 5;  // so many of them, and at least half, open it
    Duration open_first = std::chrono::seconds{30};
    Duration open_max = std::chrono::minutes{15};  // doubles from `open_first` with each opening

    /// A probe that was allowed but never answered (its case was closed meanwhile) is forgotten.
    Duration probe_patience = std::chrono::minutes{5};
};

class Breaker {
  public:
    enum class State { closed, open, half_open };

    explicit Breaker(BreakerPolicy const& policy = {});
    ~Breaker();
    Breaker(Breaker&&) noexcept;
    Breaker& operator=(Breaker&&) noexcept;

    /// May one message be sent now? When half open a "yes" is the one probe.
    bool allows(Instant at);

    /// The server answered, be it to refuse one recipient.
    void succeeded();
    /// See counts_against_breaker in settlement.hpp.
    void failed(Instant at, ErrorClass error);

    [[nodiscard]] State state(Instant at) const;
    /// The earliest moment at which `allows` may say yes; nothing where it may now.
    [[nodiscard]] std::optional<Instant> blocked_until(Instant at) const;

  private:
    std::unique_ptr<BreakerMachine> machine_;
};

std::string_view to_text(Breaker::State state);

}  // namespace duban::delivery
