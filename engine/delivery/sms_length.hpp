// How long a short message is, and in how many parts it is sent and paid for. Providers within
// mainland China count characters of any kind alike; elsewhere the alphabet of GSM decides
// (3GPP 23.038). The signature in 【】 is a part of the text and must be handed in with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace duban::delivery {

enum class SmsCounting : std::uint8_t { domestic, international };

/// What a provider within mainland China takes at most.
inline constexpr std::size_t domestic_sms_max = 500;

struct SmsLength {
    std::size_t units = 0;  // UTF-16 units; septets where all of the text is in the GSM alphabet
    std::size_t parts = 0;  // 0 for an empty text
    bool gsm_alphabet = false;  // never where counted as domestic
};

SmsLength length_of_sms(std::string_view text, SmsCounting counting);

}  // namespace duban::delivery
