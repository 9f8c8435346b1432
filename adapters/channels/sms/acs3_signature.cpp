#include "adapters/channels/sms/acs3_signature.hpp"

#include <fmt/format.h>

#include "adapters/channels/web/digest.hpp"
#include "engine/base/sha256.hpp"

namespace duban::sms {

std::string acs3_empty_body() {
    return to_text(sha256(""));
}

Acs3Signature sign_acs3(Acs3Call const& call, std::string_view key_id, std::string_view secret) {
    std::string lines;
    std::string names;
    for (auto const& [name, value] : call.headers) {
        lines += fmt::format("{}:{}\n", name, value);
        if (!names.empty()) names += ';';
        names += name;
    }
    auto const canonical = fmt::format(
        "POST\n/\n{}\n{}\n{}\n{}", web::form_of(call.query), lines, names, acs3_empty_body());
    Acs3Signature signature;
    signature.canonical_hash = to_text(sha256(canonical));
    signature.signature =
        web::hexadecimal(web::hmac_sha256(secret, "ACS3-HMAC-SHA256\n" + signature.canonical_hash));
    signature.authorization =
        fmt::format("ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}",
                    key_id,
                    names,
                    signature.signature);
    return signature;
}

}  // namespace duban::sms
