#include "adapters/channels/sms/receipt_door.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/receipt_protocol.hpp"
#include "adapters/channels/web/digest.hpp"

namespace duban::sms {

namespace {

constexpr std::size_t token_bytes_min = 20;
constexpr std::size_t token_bytes_max = 200;

bool is_token_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

CallBackAnswer refuse(int status, Text why) {
    CallBackAnswer answer;
    answer.status = status;
    answer.body = why.zh_cn + '\n' + why.en + '\n';
    answer.trouble = std::move(why.en);
    return answer;
}

}  // namespace

ReceiptDoor::ReceiptDoor(SmsAccount const& account, std::string secret, std::string token)
    : account_(account), secret_(std::move(secret)), token_(std::move(token)) {}

CallBackAnswer ReceiptDoor::answer(CallBack const& call_back) const {
    bool const is_let_in = web::is_secret(token_, call_back.token);
    if (!is_let_in || call_back.method != receipt_protocol_of(account_.provider).method) return {};
    return take(call_back);
}

CallBackAnswer ReceiptDoor::take(CallBack const& call_back) const {
    if (call_back.body.size() > call_back_bytes_max)
        return refuse(413, {.zh_cn = "正文太长", .en = "the body is too long"});
    if (account_.provider == Provider::twilio &&
        !is_signed_by_twilio(call_back.signature,
                             account_.receipts.url + path() + '?' + call_back.query,
                             call_back.body,
                             secret_)) {
        return refuse(403,
                      {.zh_cn = "没有 Twilio 对这个地址的签名",
                       .en = "it is not signed by Twilio for this address"});
    }
    auto query = web::fields_of(call_back.query);
    if (!query)
        return refuse(400, {.zh_cn = "地址中的参数无法读出", .en = "the query cannot be read"});
    auto const& protocol = receipt_protocol_of(account_.provider);
    auto receipts = protocol.receipts_in(
        {.query = std::move(*query), .body = std::string_view{call_back.body}});
    if (!receipts)
        return refuse(400,
                      {.zh_cn = "这不是该服务商的回执", .en = "it is no report of this provider"});
    if (receipts->size() > receipts_in_call_back_max)
        return refuse(413, {.zh_cn = "一次送来的回执太多", .en = "too many at once"});
    CallBackAnswer thanks;
    thanks.status = 200;
    thanks.content_type = protocol.thanks_type;
    thanks.body = protocol.thanks;
    thanks.receipts = std::move(*receipts);
    return thanks;
}

std::string ReceiptDoor::path() const {
    return fmt::format("/receipts/{}/{}", web::url_encoded(account_.channel), token_);
}

std::string ReceiptDoor::address_for(delivery::Outgoing const& message) const {
    if (!receipt_protocol_of(account_.provider).is_told_per_message) return {};
    return fmt::format("{}{}?reference={}", account_.receipts.url, path(), reference_of(message));
}

std::optional<Text> fault_of_token(std::string_view token) {
    if (token.size() >= token_bytes_min && token.size() <= token_bytes_max &&
        std::all_of(token.begin(), token.end(), is_token_character)) {
        return std::nullopt;
    }
    return Text{.zh_cn =
                    "回执地址的令牌应为 20 至 200 个字母、数字、- 或 _；可用 openssl rand -hex "
                    "24 生成",
                .en =
                    "the token of receipts must be 20 to 200 letters, digits, - or _; make one "
                    "with openssl rand -hex 24"};
}

}  // namespace duban::sms
