#include "adapters/channels/sms/tencent_call.hpp"

#include <fmt/format.h>

#include <utility>

#include "adapters/channels/sms/protocol.hpp"
#include "adapters/channels/sms/tc3_signature.hpp"
#include "adapters/channels/web/web_address.hpp"

namespace duban::sms {

namespace {

constexpr std::string_view content_type = "application/json; charset=utf-8";

}  // namespace

web::WebRequest request_of(SmsAccount const& account, TencentCall call) {
    web::WebRequest request;
    request.body = std::move(call.body);
    request.url = url_of(account) + '/';
    auto const host = web::host_of(request.url);
    auto const signature = sign_tc3({.host = host,
                                     .service = "sms",
                                     .content_type = content_type,
                                     .action = call.action,
                                     .payload = request.body,
                                     .at = call.at},
                                    account.user,
                                    call.secret);
    request.headers = {{"Host", host},
                       {"Content-Type", std::string{content_type}},
                       {"X-TC-Action", std::string{call.action}},
                       {"X-TC-Version", "2021-01-11"},
                       {"X-TC-Region", account.region},
                       {"X-TC-Timestamp", fmt::format("{}", to_milliseconds(call.at) / 1000)},
                       {"Authorization", signature.authorization}};
    return request;
}

}  // namespace duban::sms
