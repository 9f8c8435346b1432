// A test of a channel: a message to any address, which takes the way of all others (the same
// outbox, worker, account and connections), so that what works in the test works in earnest.
#pragma once

#include <string>

#include "engine/base/result.hpp"
#include "engine/delivery/delivery.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

bool is_test_send(delivery::Delivery const& delivery);

/// The row for the outbox. Refused with the reason where the channel or the address is wrong.
Result<delivery::Delivery, Text> test_send(std::string const& channel,
                                           std::string const& address,
                                           Language language,
                                           Office const& office,
                                           Instant now);

}  // namespace duban::service
