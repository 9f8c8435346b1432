// A receipt: what the other side says of a message after it has taken it, such as a carrier's
// report or a mail server's bounce. It may come late, twice, and before our own record of the
// attempt; what follows from it is decided by judge.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/id.hpp"

namespace duban::delivery {

struct Receipt {
    enum class Kind : std::uint8_t {
        delivered,  // it has reached the recipient
        delayed,    // it is still under way
        failed,     // it will not reach them
    };

    DeliveryId id;             // whose it is; 0: `provider_id` says so
    std::string provider_id;   // as the channel's outcome gave it
    std::string address = {};  // it speaks of; empty: the one that the latest attempt went to
    Kind kind = Kind::delayed;
    std::string code;   // the other side's: "5.1.1", "UNDELIV"
    std::string words;  // its own, at most 500 bytes, printable
};

std::string_view to_text(Receipt::Kind kind);
std::optional<Receipt::Kind> parse_receipt_kind(std::string_view text);

}  // namespace duban::delivery
