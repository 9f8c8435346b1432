// The mark by which a bounce finds its way home: "7.3f0c…", the delivery and a check that only
// whoever has seen the mail's Message-ID could write. It stands in the envelope's sender (VERP), as
// its identity (ENVID, RFC 3461) and in the mail's header, the same on every attempt at the same
// address: what comes back late says by its mark which of a person's addresses it speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/id.hpp"

namespace duban::delivery {

struct BounceMark {
    DeliveryId delivery;
    std::string check;  // 16 hexadecimal digits

    friend bool operator==(BounceMark const&, BounceMark const&) = default;
};

/// The mail's own header field for it.
inline constexpr std::string_view mark_field = "X-Duban-Delivery";

/// Of the mail that goes to this address.
BounceMark bounce_mark(DeliveryId delivery, std::string_view message_id, std::string_view address);

std::string to_text(BounceMark const& mark);
std::optional<BounceMark> parse_bounce_mark(std::string_view text);

/// "bounce+7.3f0c…@example.org" for the mailbox bounce@example.org.
std::string marked_address(std::string_view mailbox, BounceMark const& mark);
/// The mark of such an address, whatever the mailbox; nothing where it has none.
std::optional<BounceMark> mark_of_address(std::string_view address);

}  // namespace duban::delivery
