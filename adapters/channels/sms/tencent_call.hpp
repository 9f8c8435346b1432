// A call of Tencent Cloud's sms, version 2021-01-11, signed.
#pragma once

#include <string>
#include <string_view>

#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/web/web_request.hpp"
#include "engine/base/instant.hpp"

namespace duban::sms {

struct TencentCall {
    std::string_view action;
    std::string body;  // JSON
    std::string_view secret;
    Instant at;
};

web::WebRequest request_of(SmsAccount const& account, TencentCall call);

}  // namespace duban::sms
