// Twilio's StatusCallback: a signed form for each state that a message comes to
// (twilio.com/docs/messaging/guides/track-outbound-message-status); and a message itself, by its
// sid.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/web/digest.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "engine/delivery/base64.hpp"

namespace duban::sms {

namespace {

using Kind = delivery::Receipt::Kind;

Kind kind_of(std::string_view status) {
    if (status == "delivered" || status == "read") return Kind::delivered;
    if (status == "undelivered" || status == "failed") return Kind::failed;
    return Kind::delayed;  // queued, sending, sent: the carrier has it
}

std::optional<Receipts> receipts_in(Report const& report) {
    auto const form = web::fields_of(report.body);
    if (!form) return std::nullopt;
    auto receipt = receipt_of(kind_of(web::value_of(*form, "MessageStatus")),
                              web::value_of(*form, "MessageSid"),
                              web::value_of(report.query, "reference"));
    if (!receipt) return std::nullopt;
    say_why(*receipt, web::value_of(*form, "ErrorCode"), web::value_of(*form, "ErrorMessage"));
    return Receipts{*receipt};
}

/// One that never came to us is not known by anything that Twilio could be asked for.
std::optional<web::WebRequest> question_of(SmsAccount const& account, Question const& question) {
    if (question.message.provider_id.empty()) return std::nullopt;
    web::WebRequest request;
    request.method = web::Method::get;
    request.url = fmt::format("{}/2010-04-01/Accounts/{}/Messages/{}.json",
                              url_of(account),
                              web::url_encoded(account.user),
                              web::url_encoded(question.message.provider_id));
    auto const user = fmt::format("{}:{}", account.user, question.secret);
    request.headers = {{"Authorization", "Basic " + delivery::base64(user)}};
    return request;
}

std::optional<Receipts> answer_in(web::WebAnswer const& answer, ports::Inquiry const& message) {
    if (answer.fate == web::Fate::answered && answer.status == 404) return Receipts{};
    auto const object = web::object_of(answer.body);
    auto const status = object ? web::text_at(*object, "status") : std::nullopt;
    if (answer.status / 100 != 2 || !status) return std::nullopt;
    auto receipt = receipt_about(message, kind_of(*status));
    say_why(receipt,
            web::text_at(*object, "error_code").value_or(""),
            web::text_at(*object, "error_message").value_or(""));
    return furthest_of({receipt});
}

}  // namespace

bool is_signed_by_twilio(std::string_view signature,
                         std::string const& url,
                         std::string_view body,
                         std::string_view auth_token) {
    auto form = web::fields_of(body);
    if (!form) return false;
    std::stable_sort(form->begin(), form->end(), [](auto const& one, auto const& other) {
        return one.first < other.first;
    });
    auto text = url;
    for (auto const& [name, value] : *form) text += name + value;
    return web::is_secret(delivery::base64(web::hmac_sha1(auth_token, text)), signature);
}

ReceiptProtocol const twilio_receipts{.method = "POST",
                                      .is_told_per_message = true,
                                      .receipts_in = &receipts_in,
                                      .thanks_type = "text/plain; charset=utf-8",
                                      .thanks = "",
                                      .question_of = &question_of,
                                      .answer_in = &answer_in};

}  // namespace duban::sms
