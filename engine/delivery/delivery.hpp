// A delivery: one message to one person on one channel for one occurrence. The row is the truth;
// the machine that moves it (judge.hpp) is woken for one event at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::delivery {

enum class Phase : std::uint8_t {
    standby,      // in reserve: sent only where another channel's delivery comes to nothing
    queued,       // waits for `not_before`
    sending,      // claimed: an attempt is under way until `lease_until`
    backing_off,  // an attempt failed; waits for `not_before`
    held,         // somebody keeps it back until they release it; waits for its expiry
    bundled,      // goes as part of another, its `carrier`, and shares its fate
    delivered,    // the server or provider took it
    uncertain,    // the outcome of an attempt is unknown
    dead,         // will not be tried again; somebody was told
    cancelled,    // no longer wanted (case closed, person no longer concerned)
    expired,      // useless by now
    bounced,      // it was taken, and a receipt says that it did not arrive
};

std::string_view to_text(Phase phase);
std::optional<Phase> parse_phase(std::string_view text);

/// What went wrong, and so who must act (delivery.md 3.4).
enum class ErrorClass : std::uint8_t {
    recipient,
    content,
    configuration,
    quota,
    provider,
    network
};

std::string_view to_text(ErrorClass error);
std::optional<ErrorClass> parse_error_class(std::string_view text);

struct Delivery {
    DeliveryId id;
    CaseId case_id;
    DeadlineId deadline;     // of a reminder; 0 else
    std::string occurrence;  // unique with recipient and channel: "definition 1 deadline 9 reminder
                             // 2 number 0"
    std::string message;     // its name in the workflow, or a built-in one
    std::string role;        // the role the recipient is told in; asked again before sending
    std::string recipient;   // a person's id in the directory
    std::string on_behalf_of = {};  // whom the recipient stands in for; empty: nobody
    std::string address;
    std::string channel;  // the configured name: "mail"
    Language language = Language::zh_cn;
    std::string message_id;  // made once: the same on every attempt
    Instant created_at;      // the mail's Date, the same on every attempt
    Instant expires_at;
    Phase phase = Phase::queued;
    int attempts = 0;     // claims so far; the number of the latest attempt
    int failures = 0;     // attempts held against the delivery; a wrong password of ours is not
    int uncertain = 0;    // attempts whose outcome stayed unknown: so often it may have been seen
    Instant not_before;   // when queued or backing off: the next attempt; when sending: the end of
                          // the lease; when held: its expiry; in reserve: when it is asked whether
                          // it is needed
    std::string subject;  // written with the event, and the same on every attempt
    std::string text;
    std::string html = {};       // the same for a mail's readers who prefer it; empty: none
    std::string calendar = {};   // an iCalendar object that goes with the mail; empty: none
    std::string variables = {};  // of a short message: a JSON object with what its variables stood
                                 // for, since providers fill in a template of their own
    std::string attachments = {};  // files that go with the mail, as attachment.hpp writes them
                                   // down; empty: none
    std::string reason;  // why not delivered (yet): the server's own words or a stable word of
                         // ours ("lease_lapsed"), never a sentence for people
    std::string provider_id;
    std::optional<Instant> confirmed_at = {};  // a receipt says that it has arrived
    std::optional<Instant> claimed_at = {};    // its latest attempt began
    DeliveryId carrier = {};                   // the digest that it is part of; 0: none
};

/// One attempt, kept for ever.
struct Attempt {
    DeliveryId delivery;
    int number = 0;
    Instant at;
    std::string address;  // it went to; empty: of a time when that was not kept
    std::string outcome;  // "delivered", "temporary", "permanent", "throttled", "uncertain"
    std::string error_class;
    std::string code;
    std::string words;
};

}  // namespace duban::delivery
