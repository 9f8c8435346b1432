// A channel that our own account keeps shut (a wrong password, a bill not paid), or whose server
// has failed until letters were given up. What waits on it says nothing; so the secretariat is
// told, and not by the same channel where there is another.
#pragma once

#include "engine/delivery/outcome.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// The fault lies with our account or its settings, whatever the message.
bool is_channel_trouble(delivery::Outcome const& outcome);

/// Tells the secretariat where the outcome of an attempt on `row` is such a fault: once for each
/// channel, class of fault and day, in the server's words. Where no other channel reaches anybody
/// there, it waits on the same one and goes out when that is mended.
void tell_of_channel_trouble(ports::Transaction& transaction,
                             delivery::Delivery const& row,
                             delivery::Outcome const& outcome,
                             Office const& office,
                             Instant now);

/// The same where `lost` came to nothing because the other side could not be reached or failed, to
/// the last attempt: the notice of that loss would wait on the same channel. And where a notice of
/// the house was refused for its address or its content: nobody would know of what it says.
void tell_of_failing_channel(ports::Transaction& transaction,
                             delivery::Delivery const& lost,
                             Office const& office,
                             Instant now);

}  // namespace duban::service
