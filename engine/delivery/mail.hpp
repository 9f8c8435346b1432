// A mail as bytes (RFC 5322): composed here in full, so that nothing between us and the wire adds,
// encodes or checks a header. The same message gives the same bytes on every attempt.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/delivery/outgoing.hpp"

namespace duban::delivery {

/// Who sends: the office's mailbox, and how far its clocks are from UTC, which dates are written
/// in: another one in summer, where they are moved.
struct Mailbox {
    std::string name;
    std::string address;
    std::function<std::chrono::minutes(Instant)> utc_offset_at = [](Instant /*at*/) {
        return std::chrono::hours{8};
    };
};

/// The name of the message that is several letters in one: people may do without it, and its mail
/// says how (RFC 2369). A reminder of a legal deadline is nothing to be unsubscribed from.
constexpr std::string_view digest_message = "office.digest";

/// The bytes, with CRLF line ends. Refused with the reason: a control character in a header, an
/// address or identity that is malformed, text that is not UTF-8 or too long.
Result<std::string, Text> compose_mail(Outgoing const& message, Mailbox const& from);

/// "Mon, 23 Nov 2026 19:00:00 +0800" (RFC 5322 section 3.3).
std::string mail_date(Instant date, std::chrono::minutes utc_offset);

}  // namespace duban::delivery
