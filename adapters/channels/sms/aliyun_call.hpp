// A call of Alibaba Cloud's dysmsapi, version 2017-05-25, signed.
#pragma once

#include <string>
#include <string_view>

#include "adapters/channels/sms/sms_account.hpp"
#include "adapters/channels/web/url_encoding.hpp"
#include "adapters/channels/web/web_request.hpp"
#include "engine/base/instant.hpp"

namespace duban::sms {

struct AliyunCall {
    std::string_view action;
    web::Fields query;  // sorted by name
    std::string_view secret;
    Instant at;
    std::string nonce;
};

web::WebRequest request_of(SmsAccount const& account, AliyunCall call);

/// Within China without the country, elsewhere with it and without +.
std::string aliyun_number(std::string const& number);

}  // namespace duban::sms
