#include "adapters/channels/sms/tc3_signature.hpp"

#include <fmt/format.h>

#include "adapters/channels/web/digest.hpp"
#include "engine/base/sha256.hpp"

namespace duban::sms {

namespace {

/// The values of signed headers are signed in lower case.
std::string lowered(std::string_view text) {
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

/// In UTC: a date of Beijing is wrong from midnight to eight.
std::string day_of(Instant at) {
    return to_text(at).substr(0, 10);
}

}  // namespace

Tc3Signature sign_tc3(Tc3Call const& call, std::string_view secret_id, std::string_view secret) {
    auto lines = fmt::format("content-type:{}\nhost:{}\n", lowered(call.content_type), call.host);
    std::string names = "content-type;host";
    if (!call.action.empty()) {
        lines += fmt::format("x-tc-action:{}\n", lowered(call.action));
        names += ";x-tc-action";
    }
    auto const canonical =
        fmt::format("POST\n/\n\n{}\n{}\n{}", lines, names, to_text(sha256(call.payload)));
    auto const day = day_of(call.at);
    auto const scope = fmt::format("{}/{}/tc3_request", day, call.service);
    auto const date_key = web::hmac_sha256("TC3" + std::string{secret}, day);
    auto const service_key = web::hmac_sha256(date_key, call.service);
    auto const signing_key = web::hmac_sha256(service_key, "tc3_request");

    Tc3Signature signature;
    signature.canonical_hash = to_text(sha256(canonical));
    signature.secret_date = web::hexadecimal(date_key);
    signature.secret_service = web::hexadecimal(service_key);
    signature.secret_signing = web::hexadecimal(signing_key);
    auto const seconds = to_milliseconds(call.at) / 1000;
    signature.signature = web::hexadecimal(web::hmac_sha256(
        signing_key,
        fmt::format("TC3-HMAC-SHA256\n{}\n{}\n{}", seconds, scope, signature.canonical_hash)));
    signature.authorization =
        fmt::format("TC3-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}",
                    secret_id,
                    scope,
                    names,
                    signature.signature);
    return signature;
}

}  // namespace duban::sms
