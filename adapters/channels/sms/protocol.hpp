// The protocol of a provider: a message as its request, its answer as our outcome. Pure: the time
// and the nonce are handed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/web/web_request.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/outcome.hpp"
#include "engine/delivery/outgoing.hpp"
#include "engine/ports/clock.hpp"

namespace duban::sms {

/// What a request is made of, besides the account.
struct Submission {
    delivery::Outgoing const& message;  // its address is a checked phone number
    std::string_view secret;
    Instant at;
    std::string nonce;      // 32 hexadecimal digits, never used before
    std::string call_back;  // where to report on it; empty: not told with the message
};

struct Protocol {
    std::string_view url;  // empty: each customer has one of their own
    bool needs_template;
    Result<web::WebRequest, Text> (*request_of)(SmsAccount const& account,
                                                Submission const& submission);
    delivery::Outcome (*outcome_of)(web::WebAnswer const& answer, Instant at);
};

extern Protocol const aliyun;
extern Protocol const tencent;
extern Protocol const huawei;
extern Protocol const cloud_mas;
extern Protocol const twilio;
extern Protocol const kannel;

Protocol const& protocol_of(Provider provider);

/// The account's own address, or the provider's; without a slash at its end.
std::string url_of(SmsAccount const& account);

/// Our name for an attempt, which providers give back in receipts: "d-42-1".
std::string reference_of(delivery::Outgoing const& message);

/// 32 hexadecimal digits.
std::string nonce_from(ports::Random& random);

/// The delivery that such a name speaks of; nothing where it is none of ours.
std::optional<DeliveryId> delivery_in(std::string_view reference);

}  // namespace duban::sms
