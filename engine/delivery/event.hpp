// What may happen to a delivery: facts in the past tense, each with its instant, since no decision
// reads a clock. The service observes them; judge.hpp says what follows.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/receipt.hpp"

namespace duban::delivery {

/// A courier took it for an attempt. Committed before the message leaves.
struct Claimed {
    Instant at;
    Instant lease_until;  // after this the attempt counts as lost
};

/// The channel answered for the attempt of that number.
struct Settled {
    Instant at;
    int attempt = 0;
    Outcome outcome;
    double jitter = 0.0;  // in [0, 1), from the Random port
};

/// The lease ended without an answer: the courier died or hung, the outcome is unknown.
struct LeaseLapsed {
    Instant at;
    double jitter = 0.0;
};

/// The case is closed, the person no longer concerned.
struct NoLongerWanted {
    Instant at;
    std::string why;
};

/// `expires_at` has passed.
struct Outlived {
    Instant at;
};

/// It can never be sent as it is: no address, no text.
struct Unroutable {
    Instant at;
    std::string why;
};

/// Sent on its way again by hand, after a look at why it stopped.
struct Released {
    Instant at;
    std::string by = {};
    std::string why = {};
};

/// Kept back by hand until it is let go: nothing goes out meanwhile.
struct Held {
    Instant at;
    std::string by;
    std::string why;
};

/// What was held may go, as soon as the office and the case allow.
struct LetGo {
    Instant at;
    std::string by;
    std::string why;
};

/// It goes with a digest from now on.
struct Bundled {
    Instant at;
    DeliveryId carrier;
};

/// What became of the digest that it is part of.
struct Carried {
    Instant at;
    Phase phase = Phase::delivered;
    std::string reason = {};
};

/// Its digest has not gone and does not go: it is asked for by itself again. What has failed so
/// far was held against it too.
struct Unbundled {
    Instant at;
    int failures = 0;  // of the digest
};

/// The channel that was tried first did not reach the recipient: this one is needed.
struct CalledUp {
    Instant at;
    std::string why;
};

/// The other side has told what became of it.
struct Reported {
    Instant at;
    Receipt receipt;
};

using Event = std::variant<Claimed,
                           Settled,
                           LeaseLapsed,
                           NoLongerWanted,
                           Outlived,
                           Unroutable,
                           Released,
                           Held,
                           LetGo,
                           Bundled,
                           Carried,
                           Unbundled,
                           CalledUp,
                           Reported>;

/// The event's name, for logs: "claimed", "lease_lapsed".
std::string_view name_of(Event const& event);

}  // namespace duban::delivery
