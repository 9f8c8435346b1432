// Alibaba Cloud's short messages: dysmsapi, version 2017-05-25, SendSms (help.aliyun.com 419273;
// codes: 101346).
#include <array>
#include <boost/json.hpp>

#include "adapters/channels/sms/aliyun_call.hpp"
#include "adapters/channels/sms/filled_template.hpp"
#include "adapters/channels/sms/limit_window.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/verdict.hpp"

namespace duban::sms {

namespace {

using web::Verdict;

constexpr std::array codes{
    web::CodeMeaning{"isv.BUSINESS_LIMIT", Verdict::throttled},
    web::CodeMeaning{"Throttling", Verdict::throttled},
    web::CodeMeaning{"isv.AMOUNT_NOT_ENOUGH", Verdict::quota},
    web::CodeMeaning{"isv.OUT_OF_SERVICE", Verdict::quota},
    web::CodeMeaning{"isv.DAY_LIMIT_CONTROL", Verdict::quota},
    web::CodeMeaning{"isv.MONTH_LIMIT_CONTROL", Verdict::quota},
    web::CodeMeaning{"isv.TEMPLATE_PARAMS_ILLEGAL", Verdict::content},
    web::CodeMeaning{"isv.SMS_CONTENT_ILLEGAL", Verdict::content},
    web::CodeMeaning{"isv.INVALID_PARAMETERS", Verdict::content},
    web::CodeMeaning{"isv.INVALID_JSON_PARAM", Verdict::content},
    web::CodeMeaning{"isv.PARAM_", Verdict::content},
    web::CodeMeaning{"isv.BLACK_KEY_CONTROL_LIMIT", Verdict::content},
    web::CodeMeaning{"isv.MOBILE_", Verdict::recipient},
    web::CodeMeaning{"isv.SMS_SIGN", Verdict::configuration},
    web::CodeMeaning{"isv.SIGN", Verdict::configuration},
    web::CodeMeaning{"SIGNATURE_", Verdict::configuration},
    web::CodeMeaning{"SMS_SIGN", Verdict::configuration},
    web::CodeMeaning{"isv.SMS_TEMPLATE", Verdict::configuration},
    web::CodeMeaning{"isv.TEMPLATE_", Verdict::configuration},
    web::CodeMeaning{"TEMPLATE_", Verdict::configuration},
    web::CodeMeaning{"isv.DENY_IP_RANGE", Verdict::configuration},
    web::CodeMeaning{"isv.PRODUCT_UN", Verdict::configuration},
    web::CodeMeaning{"isv.ACCOUNT_", Verdict::configuration},
    web::CodeMeaning{"isv.RAM_PERMISSION_DENY", Verdict::configuration},
    web::CodeMeaning{"isp.RAM_PERMISSION_DENY", Verdict::configuration},
    web::CodeMeaning{"InvalidAccessKeyId", Verdict::configuration},
    web::CodeMeaning{"SignatureDoesNotMatch", Verdict::configuration},
    web::CodeMeaning{"IncompleteSignature", Verdict::configuration},
    web::CodeMeaning{"InvalidTimeStamp", Verdict::configuration},  // our clock is wrong
    web::CodeMeaning{"Forbidden", Verdict::configuration},
    web::CodeMeaning{"NoPermission", Verdict::configuration},
};

std::string parameters_of(FilledTemplate const& filled) {
    boost::json::object object;
    for (auto const& [gap, value] : filled.values) object[gap] = value;
    return boost::json::serialize(object);
}

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    auto const filled = fill_template(account, message);
    if (!filled) return Failure<Text>{filled.error()};
    return sms::request_of(account,
                           AliyunCall{.action = "SendSms",
                                      .query = {{"OutId", reference_of(message)},
                                                {"PhoneNumbers", aliyun_number(message.address)},
                                                {"SignName", account.sign_name},
                                                {"TemplateCode", filled->code},
                                                {"TemplateParam", parameters_of(*filled)}},
                                      .secret = submission.secret,
                                      .at = submission.at,
                                      .nonce = submission.nonce});
}

/// The words name the limit that was met: 触发小时级流控Permits:5. A day's limit counts the last 24
/// hours.
Duration window_of(std::string_view words, Instant at) {
    auto const names = [&](std::string_view one) { return words.find(one) != words.npos; };
    if (names("天级")) return std::chrono::hours{24};
    if (names("小时级")) return until_next_hour(at);
    return until_next_minute(at);
}

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant at) {
    auto const object = web::object_of(answer.body);
    auto const code = object ? web::text_at(*object, "Code") : std::nullopt;
    if (answer.fate != web::Fate::answered || !code) return web::outcome_without_code(answer);
    auto const verdict = *code == "OK" ? Verdict::accepted : web::meaning_of(*code, codes);
    auto const words = web::text_at(*object, "Message").value_or("");
    auto outcome = web::outcome_of(verdict, *code, words);
    outcome.provider_id =
        delivery::printable_words(web::text_at(*object, "BizId").value_or(""), 100);
    if (verdict == Verdict::throttled) outcome.retry_after = window_of(words, at);
    return outcome;
}

}  // namespace

Protocol const aliyun{.url = "https://dysmsapi.aliyuncs.com",
                      .needs_template = true,
                      .request_of = &request_of,
                      .outcome_of = &outcome_of};

}  // namespace duban::sms
