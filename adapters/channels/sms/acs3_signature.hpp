// Alibaba Cloud's signature ACS3-HMAC-SHA256 (help.aliyun.com 2593177).
#pragma once

#include <string>
#include <string_view>

#include "adapters/channels/web/url_encoding.hpp"

namespace duban::sms {

/// A call in the style of RPC: path "/", its parameters in the query, an empty body.
struct Acs3Call {
    web::Fields query;    // sorted by name
    web::Fields headers;  // signed ones, names in lower case, sorted: host, x-acs-…
};

struct Acs3Signature {
    std::string canonical_hash;
    std::string signature;
    std::string authorization;  // the header
};

/// The hash of an empty body, which is signed as a header as well.
std::string acs3_empty_body();

Acs3Signature sign_acs3(Acs3Call const& call, std::string_view key_id, std::string_view secret);

}  // namespace duban::sms
