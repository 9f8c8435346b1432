#include "engine/base/sha256.hpp"

#include <openssl/evp.h>

#include "engine/base/ensure.hpp"

namespace duban {

Hash sha256(std::string_view octets) {
    // Fetched once: OpenSSL 3 otherwise looks the algorithm up by its name for every digest.
    static EVP_MD const* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    Hash hash{};
    bool const done =
        EVP_Digest(octets.data(), octets.size(), hash.data(), nullptr, algorithm, nullptr) == 1;
    ensure(done, "OpenSSL knows SHA-256");
    return hash;
}

std::string to_text(Hash const& hash) {
    constexpr char const* digits = "0123456789abcdef";
    std::string text;
    text.reserve(hash.size() * 2);
    for (auto const octet : hash) {
        text.push_back(digits[octet >> 4U]);
        text.push_back(digits[octet & 15U]);
    }
    return text;
}

}  // namespace duban
