#include "adapters/channels/sms/aliyun_call.hpp"

#include <utility>

#include "adapters/channels/sms/acs3_signature.hpp"
#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/web/web_address.hpp"
#include "engine/delivery/phone_number.hpp"

namespace duban::sms {

web::WebRequest request_of(SmsAccount const& account, AliyunCall call) {
    auto const url = url_of(account);
    Acs3Call signed_call;
    signed_call.query = std::move(call.query);
    auto const second = std::chrono::floor<std::chrono::seconds>(call.at);
    signed_call.headers = {{"host", web::host_of(url)},
                           {"x-acs-action", std::string{call.action}},
                           {"x-acs-content-sha256", acs3_empty_body()},
                           {"x-acs-date", to_text(Instant{second})},
                           {"x-acs-signature-nonce", call.nonce},
                           {"x-acs-version", "2017-05-25"}};
    web::WebRequest request;
    request.url = url + "/?" + web::form_of(signed_call.query);
    request.headers = signed_call.headers;
    request.headers.emplace_back("Authorization",
                                 sign_acs3(signed_call, account.user, call.secret).authorization);
    return request;
}

std::string aliyun_number(std::string const& number) {
    if (auto mobile = delivery::mainland_mobile(number)) return *mobile;
    auto international = delivery::international_number(number);
    if (international.starts_with('+')) international.erase(0, 1);
    return international;
}

}  // namespace duban::sms
