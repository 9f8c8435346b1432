// A digest: several letters to one person on one channel as one mail. It is a delivery of its own;
// the letters that go with it share its fate.
#pragma once

#include <span>
#include <string_view>

#include "engine/delivery/delivery.hpp"
#include "engine/delivery/reason.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// So begins the `reason` of what was let go by hand to be sent as one.
constexpr auto bundle_prefix = delivery::reason::bundle_prefix;

/// So many letters at most go as one, and so much text of them, less than half of what a mail
/// holds.
constexpr std::size_t digest_letters_max = 100;
constexpr std::size_t digest_bytes_max = 400'000;

bool is_digest(delivery::Delivery const& delivery);

/// The row for the outbox; `letters`: at least one, all to the same recipient on the same channel.
delivery::Delivery digest_of(std::span<delivery::Delivery const> letters,
                             Language language,
                             Office const& office,
                             Instant now);

/// Of a digest that is lost: which letters went with it.
HouseNotice undeliverable_digest(delivery::Delivery const& digest,
                                 std::span<delivery::Delivery const> letters,
                                 std::string const& recipient_name,
                                 Instant lost_at);

}  // namespace duban::service
