// A channel: an adapter that delivers. It is handed one message for one recipient and answers once,
// on the thread that called it, now or later. It never retries, never decides, never throws for a
// recipient's fault.
#pragma once

#include <cstddef>
#include <functional>

#include "engine/delivery/outcome.hpp"
#include "engine/delivery/outgoing.hpp"
#include "engine/delivery/receipt.hpp"

namespace duban::ports {

using Outgoing = delivery::Outgoing;
using Outcome = delivery::Outcome;

class Channel {
  public:
    using Done = std::function<void(Outcome)>;

    virtual ~Channel() = default;

    /// `done` is called exactly once for each send, even when the channel is destroyed (then:
    /// uncertain).
    virtual void send(Outgoing message, Done done) = 0;

    /// What the other side says later of messages that it took, each to `take`, on the thread of
    /// the loop. Set once, before the first send. Most channels never hear more.
    virtual void listen(std::function<void(delivery::Receipt)> /*take*/) {}

    /// How many sends may be under way at once.
    [[nodiscard]] virtual std::size_t in_flight_max() const = 0;
};

}  // namespace duban::ports
