// A channel: an adapter that delivers. It is handed one message for one recipient and answers once,
// on the thread that called it, now or later. It never retries, never decides, never throws for a
// recipient's fault.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/delivery/outcome.hpp"

namespace duban::ports {

struct Outgoing {
    DeliveryId id;
    int attempt = 1;         // from 1; above 1 the same message may have been seen before
    std::string message_id;  // "<…@domain>"
    Instant date;
    std::string thread_id;  // "<…@domain>" of the case, so that its mails stack
    std::string recipient_name;
    std::string address;  // mail address or phone number
    Language language = Language::zh_cn;
    std::string subject;
    std::string text;
    Instant deadline;  // an answer after this is an unknown outcome
};

using Outcome = delivery::Outcome;

class Channel {
  public:
    using Done = std::function<void(Outcome)>;

    virtual ~Channel() = default;

    /// `done` is called exactly once for each send, even when the channel is destroyed (then:
    /// uncertain).
    virtual void send(Outgoing message, Done done) = 0;

    /// How many sends may be under way at once.
    [[nodiscard]] virtual std::size_t in_flight_max() const = 0;
};

}  // namespace duban::ports
