// Huawei Cloud's short messages: batchSendSms v1 with X-WSSE (support.huaweicloud.com
// api-msgsms/sms_05_0001; codes: sms_05_0050).
#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>

#include "adapters/channels/sms/filled_template.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/wsse_digest.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

namespace json = boost::json;

using web::Verdict;

constexpr std::string_view success = "000000";

constexpr std::array codes{
    web::CodeMeaning{"E000000", Verdict::provider},
    web::CodeMeaning{"E000112", Verdict::quota},    // frozen, mostly for want of money
    web::CodeMeaning{"E000503", Verdict::content},  // the form of a parameter
    web::CodeMeaning{"E000", Verdict::configuration},
    web::CodeMeaning{"E200028", Verdict::content},    // the template's variables
    web::CodeMeaning{"E200024", Verdict::recipient},  // not within China
    web::CodeMeaning{"E200025", Verdict::recipient},
    web::CodeMeaning{"E200018", Verdict::configuration},  // not our sender
    web::CodeMeaning{"E200027", Verdict::configuration},
    web::CodeMeaning{"E20003", Verdict::configuration},  // templates
    web::CodeMeaning{"MILIMIT", Verdict::throttled},
    web::CodeMeaning{"LIMIT", Verdict::throttled},
    web::CodeMeaning{"BEYONDN", Verdict::throttled},
    web::CodeMeaning{"CTLIMIT", Verdict::throttled},
    web::CodeMeaning{"KEYWORD", Verdict::content},
};

std::string values_of(FilledTemplate const& filled) {
    json::array values;
    for (auto const& [gap, value] : filled.values) values.emplace_back(value);
    return json::serialize(values);
}

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    auto const filled = fill_template(account, message);
    if (!filled) return Failure<Text>{filled.error()};
    web::Fields form{{"from", account.sender},
                     {"to", delivery::international_number(message.address)},
                     {"templateId", filled->code},
                     {"templateParas", values_of(*filled)},
                     {"extend", reference_of(message)}};
    if (!submission.call_back.empty()) form.emplace_back("statusCallback", submission.call_back);
    if (!account.sign_name.empty()) form.emplace_back("signature", account.sign_name);
    auto const created = to_text(Instant{std::chrono::floor<std::chrono::seconds>(submission.at)});
    auto const& nonce = submission.nonce;
    web::WebRequest request;
    request.url = url_of(account) + "/sms/batchSendSms/v1";
    request.body = web::form_of(form);
    request.headers = {
        {"Content-Type", "application/x-www-form-urlencoded"},
        {"Authorization", R"(WSSE realm="SDP",profile="UsernameToken",type="Appkey")"},
        {"X-WSSE",
         fmt::format(R"(UsernameToken Username="{}",PasswordDigest="{}",Nonce="{}",Created="{}")",
                     account.user,
                     wsse_digest(nonce, created, submission.secret, account.digest),
                     nonce,
                     created)}};
    return request;
}

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant /*at*/) {
    auto const object = web::object_of(answer.body);
    auto code = object ? web::text_at(*object, "code") : std::nullopt;
    if (answer.fate != web::Fate::answered || !code) return web::outcome_without_code(answer);
    // One number a request: its own status says more than the code of the whole.
    auto const* const item = web::first_at(*object, "result");
    auto const status = item ? web::text_at(*item, "status") : std::nullopt;
    if (status && *status != success) code = status;
    auto const verdict = *code == success ? Verdict::accepted : web::meaning_of(*code, codes);
    auto outcome =
        web::outcome_of(verdict, *code, web::text_at(*object, "description").value_or(""));
    auto const id = item ? web::text_at(*item, "smsMsgId") : std::nullopt;
    outcome.provider_id = delivery::printable_words(id.value_or(""), 100);
    // It says neither which window nor when it ends: 15 a minute, 50 a day.
    if (verdict == Verdict::throttled) outcome.retry_after = std::chrono::minutes{1};
    return outcome;
}

}  // namespace

Protocol const huawei{
    .url = "", .needs_template = true, .request_of = &request_of, .outcome_of = &outcome_of};

}  // namespace duban::sms
