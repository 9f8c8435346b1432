#include "adapters/runtime/secret_random.hpp"

#include <sodium.h>

#include <array>

namespace duban::runtime {

std::string make_token() {
    std::array<unsigned char, 32> octets{};
    randombytes_buf(octets.data(), octets.size());
    std::string text(octets.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), octets.data(), octets.size());
    text.pop_back();
    return text;
}

}  // namespace duban::runtime
