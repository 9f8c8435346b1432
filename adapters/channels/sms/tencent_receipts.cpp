// Tencent Cloud's status reports: an array of JSON of at most 100, repeated twice until it is
// answered with result 0 (cloud.tencent.com 382/59178); and PullSmsSendStatusByPhoneNumber, what
// was sent to a number (382/55977). PullSmsSendStatus is not asked: it tells each status once, to
// whichever of a customer's machines asks first.
#include <boost/json.hpp>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/sms/receipts_among_impl.hpp"
#include "adapters/channels/sms/tencent_call.hpp"
#include "adapters/channels/web/json_impl.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

namespace {

using Kind = delivery::Receipt::Kind;

std::optional<delivery::Receipt> receipt_in(boost::json::object const& object) {
    auto const at = [&](char const* key) { return web::text_at(object, key).value_or(""); };
    auto const status = at("report_status");
    if (status != "SUCCESS" && status != "FAIL") return std::nullopt;
    // Our reference comes back where Tencent has been asked to send it.
    auto receipt =
        receipt_of(status == "SUCCESS" ? Kind::delivered : Kind::failed, at("sid"), at("ext"));
    if (receipt) say_why(*receipt, at("errmsg"), at("description"));
    return receipt;
}

std::optional<Receipts> receipts_in(Report const& report) {
    auto const array = web::array_of(report.body);
    if (!array) return std::nullopt;
    return receipts_among(*array, receipt_in);
}

// Of Tencent's clock to ours.
constexpr std::int64_t skew_seconds = 300;

std::optional<web::WebRequest> question_of(SmsAccount const& account, Question const& question) {
    auto const& message = question.message;
    auto const begin = to_milliseconds(message.date) / 1000 - skew_seconds;
    auto body = boost::json::serialize(
        boost::json::object{{"BeginTime", begin},
                            {"Offset", 0},
                            {"Limit", 100},
                            {"PhoneNumber", delivery::international_number(message.address)},
                            {"SmsSdkAppId", account.app_id}});
    return request_of(account,
                      TencentCall{.action = "PullSmsSendStatusByPhoneNumber",
                                  .body = std::move(body),
                                  .secret = question.secret,
                                  .at = question.at});
}

Kind kind_of_status(std::string_view status) {
    if (status == "SUCCESS") return Kind::delivered;
    return status == "FAIL" ? Kind::failed : Kind::delayed;
}

std::optional<Receipts> answer_in(web::WebAnswer const& answer, ports::Inquiry const& message) {
    auto const object = web::object_of(answer.body);
    auto const* const response = object ? web::object_at(*object, "Response") : nullptr;
    auto const* const list = response ? web::array_at(*response, "PullSmsSendStatusSet") : nullptr;
    if (!list) return std::nullopt;
    return furthest_of(receipts_among(
        *list, [&](boost::json::object const& one) -> std::optional<delivery::Receipt> {
            auto const at = [&](char const* key) { return web::text_at(one, key).value_or(""); };
            bool const is_asked_for = message.provider_id.empty()
                                          ? delivery_in(at("SessionContext")) == message.id
                                          : at("SerialNo") == message.provider_id;
            if (!is_asked_for) return std::nullopt;
            auto receipt = receipt_about(message, kind_of_status(at("ReportStatus")));
            say_why(receipt, at("Description"), "");
            return receipt;
        }));
}

}  // namespace

ReceiptProtocol const tencent_receipts{.method = "POST",
                                       .is_told_per_message = false,
                                       .receipts_in = &receipts_in,
                                       .thanks_type = "application/json",
                                       .thanks = R"({"result":0,"errmsg":"OK"})",
                                       .question_of = &question_of,
                                       .answer_in = &answer_in};

}  // namespace duban::sms
