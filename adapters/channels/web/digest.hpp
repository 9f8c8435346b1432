// The digests by which providers know their customers.
#pragma once

#include <string>
#include <string_view>

namespace duban::web {

/// 32 octets (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view message);

/// 20 octets. Only where a provider's protocol demands SHA-1.
std::string hmac_sha1(std::string_view key, std::string_view message);

/// 32 octets; as hexadecimal digits: duban::sha256.
std::string sha256_octets(std::string_view message);

/// 16 octets. Only where a provider's protocol demands it: MD5 protects nothing.
std::string md5_octets(std::string_view message);

/// Whether what a stranger gave is the secret. How long it takes tells nothing of how much is
/// right.
bool is_secret(std::string_view secret, std::string_view given);

/// Lower case.
std::string hexadecimal(std::string_view octets);

}  // namespace duban::web
