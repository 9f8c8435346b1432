// Alibaba Cloud's SmsReport: an array of JSON, repeated after 1, 5 and 10 minutes until it is
// answered with code 0 (help.aliyun.com 101867); and QuerySendDetails, what was sent to a number on
// a day (help.aliyun.com 419277).
#include <boost/json.hpp>

#include "adapters/channels/sms/aliyun_call.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/sms/receipts_among_impl.hpp"
#include "adapters/channels/web/json_impl.hpp"

namespace duban::sms {

namespace {

using Kind = delivery::Receipt::Kind;

std::optional<delivery::Receipt> receipt_in(boost::json::object const& object) {
    auto const at = [&](char const* key) { return web::text_at(object, key).value_or(""); };
    auto const success = at("success");
    if (success != "true" && success != "false") return std::nullopt;
    auto receipt =
        receipt_of(success == "true" ? Kind::delivered : Kind::failed, at("biz_id"), at("out_id"));
    if (receipt) say_why(*receipt, at("err_code"), at("err_msg"));
    return receipt;
}

std::optional<Receipts> receipts_in(Report const& report) {
    auto const array = web::array_of(report.body);
    if (!array) return std::nullopt;
    return receipts_among(*array, receipt_in);
}

/// "20261201", as the clock in China has it.
std::string day_in_china(Instant at) {
    auto const day = std::chrono::floor<std::chrono::days>(at + std::chrono::hours{8});
    auto text = to_text(Day{day.time_since_epoch()});
    std::erase(text, '-');
    return text;
}

std::optional<web::WebRequest> question_of(SmsAccount const& account, Question const& question) {
    auto const& message = question.message;
    web::Fields query;
    if (!message.provider_id.empty()) query.emplace_back("BizId", message.provider_id);
    query.emplace_back("CurrentPage", "1");
    query.emplace_back("PageSize", "50");
    query.emplace_back("PhoneNumber", aliyun_number(message.address));
    query.emplace_back("SendDate", day_in_china(message.date));
    return request_of(account,
                      AliyunCall{.action = "QuerySendDetails",
                                 .query = std::move(query),
                                 .secret = question.secret,
                                 .at = question.at,
                                 .nonce = question.nonce});
}

Kind kind_of_status(std::string_view status) {
    if (status == "3") return Kind::delivered;
    return status == "2" ? Kind::failed : Kind::delayed;
}

std::optional<Receipts> answer_in(web::WebAnswer const& answer, ports::Inquiry const& message) {
    auto const object = web::object_of(answer.body);
    if (!object || web::text_at(*object, "Code") != "OK") return std::nullopt;
    auto const* const details = web::object_at(*object, "SmsSendDetailDTOs");
    auto const* const list = details ? web::array_at(*details, "SmsSendDetailDTO") : nullptr;
    if (!list) return std::nullopt;
    return furthest_of(receipts_among(
        *list, [&](boost::json::object const& one) -> std::optional<delivery::Receipt> {
            auto const at = [&](char const* key) { return web::text_at(one, key).value_or(""); };
            auto const reference = at("OutId");
            // Without its own number it is known by our reference alone.
            bool const is_asked_for = reference.empty() ? !message.provider_id.empty()
                                                        : delivery_in(reference) == message.id;
            if (!is_asked_for) return std::nullopt;
            auto receipt = receipt_about(message, kind_of_status(at("SendStatus")));
            say_why(receipt, at("ErrCode"), "");
            return receipt;
        }));
}

}  // namespace

ReceiptProtocol const aliyun_receipts{.method = "POST",
                                      .is_told_per_message = false,
                                      .receipts_in = &receipts_in,
                                      .thanks_type = "application/json",
                                      .thanks = R"({"code":0,"msg":"OK"})",
                                      .question_of = &question_of,
                                      .answer_in = &answer_in};

}  // namespace duban::sms
