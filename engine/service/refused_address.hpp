// An address that its server, or the provider of short messages, has said belongs to nobody. What
// would go there is given up at once and told of, so that its reserve takes over and nothing
// bounces again and again. That ends when the directory gives another address, when somebody sends
// a delivery to it on its way again by hand, when something arrives there after all, and by itself
// after a week: the server may have been wrong. Notices of the house and tests of a channel are
// sent all the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/delivery/outcome.hpp"
#include "engine/delivery/receipt.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

bool is_refused(ports::Reader& reader,
                std::string_view channel,
                std::string_view address,
                Instant now);

/// Why this delivery is not to be sent: in the language of its recipient, as other reasons are.
std::optional<std::string> refusal_of(ports::Reader& reader,
                                      delivery::Delivery const& delivery,
                                      Instant now);

/// What an attempt, or a bounce, says of the address.
void learn_from(ports::Transaction& transaction,
                delivery::Delivery const& delivery,
                delivery::Outcome const& outcome,
                Office const& office,
                Instant now);
void learn_from(ports::Transaction& transaction,
                delivery::Delivery const& delivery,
                delivery::Receipt const& receipt,
                Office const& office,
                Instant now);

}  // namespace duban::service
