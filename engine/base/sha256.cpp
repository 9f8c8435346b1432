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

std::optional<Hash> parse_hash(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    Hash hash{};
    if (text.size() != 2 * hash.size()) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        auto const high = digits.find(text[2 * i]);
        auto const low = digits.find(text[2 * i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        hash[i] = static_cast<std::uint8_t>(high << 4U | low);
    }
    return hash;
}

}  // namespace duban
