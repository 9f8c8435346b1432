// Standing in: a letter to somebody who is absent goes to their deputy, who is told for whom.
// Asked when it is sent, so that neither an old absence nor a new one is overlooked.
#pragma once

#include <string>

#include "engine/delivery/delivery.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// Whose letter it is, by their id: of one to a deputy, whom they stand in for.
std::string const& concerned_by(delivery::Delivery const& delivery);

/// Who is to get the letter in place of its recipient on that day; null where that is the
/// recipient: they are there, or nobody who is there can be reached on its channel.
delivery::Person const* deputy_for(delivery::Delivery const& delivery,
                                   Office const& office,
                                   Day day);

/// The letter as the deputy gets it: the same words, in the language they were written in, with for
/// whom it is. It keeps the moment of its event, and lives for days from when the deputy's own
/// office opens.
delivery::Delivery letter_to_deputy(delivery::Delivery const& delivery,
                                    delivery::Person const& deputy,
                                    Instant opening,
                                    Office const& office,
                                    Instant now);

}  // namespace duban::service
