#include "engine/base/sha256.hpp"

#include <openssl/sha.h>

namespace duban {

Hash sha256(std::string_view octets) {
    Hash hash{};
    SHA256(reinterpret_cast<unsigned char const*>(octets.data()), octets.size(), hash.data());
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
