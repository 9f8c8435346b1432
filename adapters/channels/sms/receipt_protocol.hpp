// What a provider says later of messages that it took: in its call-backs, and when it is asked.
// Pure, as `Protocol` is, beside which it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/web_request.hpp"
#include "engine/delivery/receipt.hpp"
#include "engine/ports/channel.hpp"

namespace duban::sms {

/// What a call-back consists of, its token and length checked.
struct Report {
    web::Fields query;
    std::string_view body;
};

/// What a request about one message is made of, besides the account.
struct Question {
    ports::Inquiry const& message;
    std::string_view secret;
    Instant at;
    std::string nonce;  // 32 hexadecimal digits, never used before
};

using Receipts = std::vector<delivery::Receipt>;

struct ReceiptProtocol {
    std::string_view method;  // of its call-backs
    /// Each message tells it where to call; else its console does.
    bool is_told_per_message;
    /// Nothing where it cannot be read. What speaks of no message of ours is left out.
    std::optional<Receipts> (*receipts_in)(Report const& report);
    /// The answer that tells it not to call again.
    std::string_view thanks_type;
    std::string_view thanks;
    /// Null where it cannot be asked; nothing where it cannot be asked about this message.
    std::optional<web::WebRequest> (*question_of)(SmsAccount const& account,
                                                  Question const& question) = nullptr;
    /// What it knows of the message by now, which may be nothing. Without a value: it did not
    /// answer the question.
    std::optional<Receipts> (*answer_in)(web::WebAnswer const& answer,
                                         ports::Inquiry const& message) = nullptr;
};

ReceiptProtocol const& receipt_protocol_of(Provider provider);

extern ReceiptProtocol const aliyun_receipts;
extern ReceiptProtocol const tencent_receipts;
extern ReceiptProtocol const huawei_receipts;
extern ReceiptProtocol const cloud_mas_receipts;
extern ReceiptProtocol const twilio_receipts;
extern ReceiptProtocol const kannel_receipts;

/// A receipt of one message, known by the provider's number, by our own reference, or by both.
/// Nothing where it is known by neither.
std::optional<delivery::Receipt> receipt_of(delivery::Receipt::Kind kind,
                                            std::string_view provider_id,
                                            std::string_view reference);

/// What was learned of the message that was asked about.
delivery::Receipt receipt_about(ports::Inquiry const& message, delivery::Receipt::Kind kind);

/// The state of a message in the words of SMPP 3.4 (5.2.28), which carriers in China use as well:
/// DELIVRD, UNDELIV. A code of a carrier's own, such as MK:0001, is a failure.
delivery::Receipt::Kind kind_of_state(std::string_view state);

/// Why a message failed, or nothing for one that arrived.
void say_why(delivery::Receipt& receipt, std::string_view code, std::string_view words);

/// Of several attempts at one message the one that went furthest. Nothing while it is under way.
Receipts furthest_of(Receipts const& attempts);

/// X-Twilio-Signature (twilio.com/docs/usage/security): HMAC-SHA1 with the Auth Token over the
/// address that was called and the form's fields, sorted.
bool is_signed_by_twilio(std::string_view signature,
                         std::string const& url,
                         std::string_view body,
                         std::string_view auth_token);

}  // namespace duban::sms
