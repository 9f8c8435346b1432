// The password digest of Huawei's X-WSSE header.
#pragma once

#include <string>
#include <string_view>

#include "adapters/channels/sms/sms_account.hpp"

namespace duban::sms {

/// base64 of SHA-256(nonce + created + secret). Huawei's own sample encodes the 64 hexadecimal
/// digits of the hash and not its 32 octets, against what the standard says: `digest` decides.
std::string wsse_digest(std::string_view nonce,
                        std::string_view created,
                        std::string_view secret,
                        WsseDigest digest);

}  // namespace duban::sms
