// Which deliveries a question about the outbox means: what SQLite says in its WHERE clauses.
#pragma once

#include <string_view>

#include "engine/ports/store.hpp"

namespace duban::memory {

bool fits(delivery::Delivery const& row, ports::DeliveryFilter const& filter);

/// Queued or backing off.
bool is_waiting(delivery::Delivery const& row);

/// The courier of the channel comes to it at its `not_before`.
bool is_pending(delivery::Delivery const& row, std::string_view channel);

/// Taken or uncertain, and not confirmed.
bool is_unconfirmed(delivery::Delivery const& row);

/// An attempt is under way, or came to something.
bool may_have_arrived(delivery::Delivery const& row);

}  // namespace duban::memory
