#include "adapters/channels/web/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "engine/base/ensure.hpp"

namespace duban::web {

namespace {

using Octets = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text_of(Octets const& octets, unsigned size) {
    return {octets.begin(), octets.begin() + size};
}

std::string digest_of(EVP_MD const* algorithm, std::string_view message) {
    Octets octets{};
    unsigned size = 0;
    bool const done =
        EVP_Digest(message.data(), message.size(), octets.data(), &size, algorithm, nullptr) == 1;
    ensure(done, "OpenSSL knows the digest");
    return text_of(octets, size);
}

std::string hmac_of(EVP_MD const* algorithm, std::string_view key, std::string_view message) {
    Octets octets{};
    unsigned size = 0;
    std::string const text{message};
    auto const* const first = reinterpret_cast<unsigned char const*>(text.data());
    auto const* const done = HMAC(algorithm,
                                  key.data(),
                                  static_cast<int>(key.size()),
                                  first,
                                  text.size(),
                                  octets.data(),
                                  &size);
    ensure(done != nullptr, "OpenSSL knows the digest of the HMAC");
    return text_of(octets, size);
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
    return hmac_of(EVP_sha256(), key, message);
}

std::string hmac_sha1(std::string_view key, std::string_view message) {
    return hmac_of(EVP_sha1(), key, message);
}

std::string sha256_octets(std::string_view message) {
    return digest_of(EVP_sha256(), message);
}

std::string md5_octets(std::string_view message) {
    return digest_of(EVP_md5(), message);
}

bool is_secret(std::string_view secret, std::string_view given) {
    // Their hashes are of one length whatever a stranger sends.
    auto const ours = sha256_octets(secret);
    auto const theirs = sha256_octets(given);
    return CRYPTO_memcmp(ours.data(), theirs.data(), ours.size()) == 0;
}

std::string hexadecimal(std::string_view octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(octets.size() * 2);
    for (char const c : octets) {
        auto const octet = static_cast<unsigned char>(c);
        text += digits[octet >> 4U];
        text += digits[octet & 15U];
    }
    return text;
}

}  // namespace duban::web
