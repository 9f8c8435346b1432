// Tencent Cloud's signature TC3-HMAC-SHA256 (cloud.tencent.com api/362/4208).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"

namespace duban::sms {

struct Tc3Call {
    std::string_view host;
    std::string_view service;
    std::string_view content_type;
    std::string_view action;  // empty: not signed
    std::string_view payload;
    Instant at;
};

struct Tc3Signature {
    std::string canonical_hash;
    std::string secret_date;  // hexadecimal, as the two below
    std::string secret_service;
    std::string secret_signing;
    std::string signature;
    std::string authorization;  // the header
};

Tc3Signature sign_tc3(Tc3Call const& call, std::string_view secret_id, std::string_view secret);

}  // namespace duban::sms
