// SHA-256 (FIPS 180-4), for the journal's chain and the identity of definitions and calendars.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace duban {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view octets);

/// Lower-case hexadecimal, 64 characters.
std::string to_text(Hash const& hash);
std::optional<Hash> parse_hash(std::string_view text);

}  // namespace duban
