// Twilio's Messages, version 2010-04-01 (twilio.com/docs/api/errors): a free text.
#include <fmt/format.h>

#include <array>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "engine/delivery/base64.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

using web::Verdict;

constexpr std::array codes{
    web::CodeMeaning{"20429", Verdict::throttled},  // never processed
    web::CodeMeaning{"14107", Verdict::throttled},
    web::CodeMeaning{"21611", Verdict::throttled},  // the sender's queue is full
    web::CodeMeaning{"20003", Verdict::configuration},
    web::CodeMeaning{"20404", Verdict::configuration},
    web::CodeMeaning{"21212", Verdict::configuration},  // the sender
    web::CodeMeaning{"21603", Verdict::configuration},
    web::CodeMeaning{"21606", Verdict::configuration},
    web::CodeMeaning{"21408", Verdict::configuration},  // the country is not enabled
    web::CodeMeaning{"21211", Verdict::recipient},
    web::CodeMeaning{"21610", Verdict::recipient},  // has unsubscribed
    web::CodeMeaning{"21612", Verdict::recipient},
    web::CodeMeaning{"21614", Verdict::recipient},  // no mobile number
    web::CodeMeaning{"21602", Verdict::content},
    web::CodeMeaning{"21617", Verdict::content},  // too long
};

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    web::WebRequest request;
    request.url = fmt::format(
        "{}/2010-04-01/Accounts/{}/Messages.json", url_of(account), web::url_encoded(account.user));
    auto const user = fmt::format("{}:{}", account.user, submission.secret);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Authorization", "Basic " + delivery::base64(user)}};
    web::Fields form{{"To", delivery::international_number(message.address)},
                     {"From", account.sender},
                     {"Body", message.text}};
    if (!submission.call_back.empty()) form.emplace_back("StatusCallback", submission.call_back);
    request.body = web::form_of(form);
    return request;
}

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant /*at*/) {
    auto const object = web::object_of(answer.body);
    if (answer.fate != web::Fate::answered || !object) return web::outcome_without_code(answer);
    auto const id = web::text_at(*object, "sid");
    if (answer.status / 100 == 2 && id && !id->empty()) {
        auto outcome = web::outcome_of(Verdict::accepted, "", "");
        outcome.provider_id = delivery::printable_words(*id, 100);
        return outcome;
    }
    auto const code = web::text_at(*object, "code");
    if (answer.status < 400 || answer.status >= 500 || !code) {
        return web::outcome_without_code(answer);
    }
    auto const verdict = web::meaning_of(*code, codes);
    auto outcome = web::outcome_of(verdict, *code, web::text_at(*object, "message").value_or(""));
    outcome.retry_after = answer.retry_after;
    return outcome;
}

}  // namespace

Protocol const twilio{.url = "https://api.twilio.com",
                      .needs_template = false,
                      .request_of = &request_of,
                      .outcome_of = &outcome_of};

}  // namespace duban::sms
