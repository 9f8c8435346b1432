// A silence: somebody wants no messages for a time, of a case, to a person, on a channel, and says
// why. What it covers waits until it ends, and then goes; of the reminders of one deadline that
// have waited only the latest. Notices of the house itself and tests of a channel are never
// silenced.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

struct SilenceBounds {
    static constexpr int days_max = 92;  // what is to be quiet for longer is a change of the rules
    static constexpr std::size_t why_bytes_max = 500;
};

/// The one that lasts longest of those that cover the delivery at the instant; null where none
/// does.
ports::SilenceRow const* silence_over(delivery::Delivery const& delivery,
                                      std::span<ports::SilenceRow const> silences,
                                      Instant now);

/// The row's `reason` while it waits for the silence to end: "silence 3".
std::string waiting_for(ports::SilenceRow const& silence);
bool has_waited_for_silence(delivery::Delivery const& delivery);

/// Refused where it covers everything without an end, has no author or reason, or lasts too long.
Result<SilenceId, Text> begin_silence(ports::Store& store, ports::SilenceRow const& silence);

/// Ends it now: what waits for it goes as soon as the office and other silences allow, and what
/// stands by for that waits no longer than it. How many letters were woken. Of one that has ended
/// it wakes what still waits for it.
Result<std::size_t, Text> end_silence(
    ports::Store& store, Procedures& procedures, Office const& office, SilenceId id, Instant now);

}  // namespace duban::service
