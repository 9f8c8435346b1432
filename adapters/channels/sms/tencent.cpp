// Tencent Cloud's short messages: sms, version 2021-01-11, SendSms (cloud.tencent.com 382/55981;
// codes: 382/59177, 382/38780).
#include <array>
#include <boost/json.hpp>

#include "adapters/channels/sms/filled_template.hpp"
#include "adapters/channels/sms/limit_window.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/tencent_call.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "adapters/channels/web/verdict.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

namespace json = boost::json;

using web::Verdict;

constexpr std::array codes{
    web::CodeMeaning{"LimitExceeded.App", Verdict::quota},
    web::CodeMeaning{"LimitExceeded.DailyLimit", Verdict::quota},
    web::CodeMeaning{"LimitExceeded", Verdict::throttled},
    web::CodeMeaning{"RequestLimitExceeded", Verdict::throttled},
    web::CodeMeaning{"FailedOperation.InsufficientBalance", Verdict::quota},
    web::CodeMeaning{"FailedOperation.SignatureIncorrect", Verdict::configuration},
    web::CodeMeaning{"FailedOperation.MissingSignature", Verdict::configuration},
    web::CodeMeaning{"FailedOperation.TemplateParamSet", Verdict::content},
    web::CodeMeaning{"FailedOperation.Template", Verdict::configuration},
    web::CodeMeaning{"FailedOperation.ContainSensitiveWord", Verdict::content},
    web::CodeMeaning{"FailedOperation.ForbidAddMarketing", Verdict::content},
    web::CodeMeaning{"FailedOperation.PhoneNumber", Verdict::recipient},
    web::CodeMeaning{"InvalidParameterValue.IncorrectPhoneNumber", Verdict::recipient},
    web::CodeMeaning{"InvalidParameterValue.ContentLengthLimit", Verdict::content},
    web::CodeMeaning{"InvalidParameterValue.Template", Verdict::content},
    web::CodeMeaning{"InvalidParameterValue.ProhibitedUseUrl", Verdict::content},
    web::CodeMeaning{"InvalidParameterValue", Verdict::configuration},  // SdkAppIdNotExist …
    web::CodeMeaning{"InvalidParameter", Verdict::configuration},
    web::CodeMeaning{"MissingParameter", Verdict::configuration},
    web::CodeMeaning{"AuthFailure", Verdict::configuration},
    web::CodeMeaning{"UnauthorizedOperation", Verdict::configuration},
    web::CodeMeaning{"IpNotInWhitelist", Verdict::configuration},
    web::CodeMeaning{"IpInBlacklist", Verdict::configuration},
    web::CodeMeaning{"UnsupportedOperation", Verdict::configuration},
    web::CodeMeaning{"InternalError.Timeout", Verdict::uncertain},
    web::CodeMeaning{"InternalError.SendAndRecvFail", Verdict::uncertain},
};

Result<web::WebRequest, Text> request_of(SmsAccount const& account, Submission const& submission) {
    auto const& message = submission.message;
    auto const filled = fill_template(account, message);
    if (!filled) return Failure<Text>{filled.error()};
    json::array values;
    for (auto const& [gap, value] : filled->values) values.emplace_back(value);
    json::array numbers;
    numbers.emplace_back(delivery::international_number(message.address));

    auto body = json::serialize(json::object{{"PhoneNumberSet", std::move(numbers)},
                                             {"SmsSdkAppId", account.app_id},
                                             {"SignName", account.sign_name},
                                             {"TemplateId", filled->code},
                                             {"TemplateParamSet", std::move(values)},
                                             {"SessionContext", reference_of(message)}});
    return sms::request_of(account,
                           TencentCall{.action = "SendSms",
                                       .body = std::move(body),
                                       .secret = submission.secret,
                                       .at = submission.at});
}

Duration window_of(std::string_view code, Instant at) {
    auto const names = [&](std::string_view one) { return code.find(one) != code.npos; };
    if (names("Daily")) return until_next_day(at);
    if (names("OneHour")) return std::chrono::hours{1};
    if (names("ThirtySecond")) return std::chrono::seconds{30};
    return std::chrono::minutes{1};
}

delivery::Outcome outcome_of(web::WebAnswer const& answer, Instant at) {
    auto const object = web::object_of(answer.body);
    auto const* const response = object ? web::object_at(*object, "Response") : nullptr;
    if (answer.fate != web::Fate::answered || !response) return web::outcome_without_code(answer);
    // The whole may be well and the number refused: its own code decides.
    auto const* said = web::object_at(*response, "Error");
    if (!said) said = web::first_at(*response, "SendStatusSet");
    auto const code = said ? web::text_at(*said, "Code") : std::nullopt;
    if (!code) return web::outcome_without_code(answer);
    auto const verdict = *code == "Ok" ? Verdict::accepted : web::meaning_of(*code, codes);
    auto outcome = web::outcome_of(verdict, *code, web::text_at(*said, "Message").value_or(""));
    outcome.provider_id =
        delivery::printable_words(web::text_at(*said, "SerialNo").value_or(""), 100);
    if (verdict == Verdict::throttled) outcome.retry_after = window_of(*code, at);
    return outcome;
}

}  // namespace

Protocol const tencent{.url = "https://sms.tencentcloudapi.com",
                       .needs_template = true,
                       .request_of = &request_of,
                       .outcome_of = &outcome_of};

}  // namespace duban::sms
