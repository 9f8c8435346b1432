// A channel: an adapter that delivers. It is handed one message for one recipient and answers once,
// on the thread that called it, now or later. It never retries, never decides, never throws for a
// recipient's fault.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/outgoing.hpp"
#include "engine/delivery/rate_limit.hpp"
#include "engine/delivery/receipt.hpp"

namespace duban::ports {

using Outgoing = delivery::Outgoing;
using Outcome = delivery::Outcome;

/// A message whose fate the other side may know by now.
struct Inquiry {
    DeliveryId id;
    std::string provider_id;  // empty where it never came to us
    std::string address;
    Instant date;  // of its latest attempt
};

class Channel {
  public:
    using Done = std::function<void(Outcome)>;

    virtual ~Channel() = default;

    /// `done` is called exactly once for each send, even when the channel is destroyed (then:
    /// uncertain).
    virtual void send(Outgoing message, Done done) = 0;

    /// What the other side says later of messages that it took, each to `take`, on the thread of
    /// the loop. Set once, before the first send. Most channels never hear more.
    // NOLINTNEXTLINE(performance-unnecessary-value-param): those that hear more keep it
    virtual void listen(std::function<void(delivery::Receipt)> /*take*/) {}

    /// How often the channel wants to ask what became of what it sent; nothing: never.
    [[nodiscard]] virtual std::optional<Duration> inquires_every() const { return {}; }

    /// Asks the other side; what it knows comes to `listen`.
    // NOLINTNEXTLINE(performance-unnecessary-value-param): those that ask keep them
    virtual void inquire(std::vector<Inquiry> /*messages*/) {}

    /// How fast the other side says it may be used; nothing: it says nothing. It may change.
    [[nodiscard]] virtual std::optional<delivery::Rate> stated_rate() const { return {}; }

    /// How many sends may be under way at once.
    [[nodiscard]] virtual std::size_t in_flight_max() const = 0;
};

}  // namespace duban::ports
