#include "adapters/channels/sms/wsse_digest.hpp"

#include <fmt/format.h>

#include "adapters/channels/web/digest.hpp"
#include "engine/delivery/base64.hpp"

namespace duban::sms {

std::string wsse_digest(std::string_view nonce,
                        std::string_view created,
                        std::string_view secret,
                        WsseDigest digest) {
    auto const octets = web::sha256_octets(fmt::format("{}{}{}", nonce, created, secret));
    return delivery::base64(digest == WsseDigest::hexadecimal ? web::hexadecimal(octets) : octets);
}

}  // namespace duban::sms
