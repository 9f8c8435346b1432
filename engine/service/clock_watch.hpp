// The watch on the machine's clock. A clock that stood far ahead has rung what lies in the future,
// and letters wait for moments that are years away. Once it is set back, this puts them where they
// belong; without it their reminders would never come. A clock that is set back by less than a day
// needs nothing: what it rang early was rung by less than a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

struct SetBack {
    Instant from;                  // where the clock had stood
    std::int64_t deadlines = 0;    // whose reminders come again
    std::int64_t deliveries = 0;   // that waited for a moment that is not to come yet
    std::int64_t unreadable = 0;   // cases that cannot be read: their reminders do not come again
    std::string first_unreadable;  // and why
};

/// Looks at the clock, and keeps that it has. Where it stood more than a day later when it was
/// looked at before, all that is ahead of it is set back, and the secretariat told. Interrupted, it
/// begins again at the next look.
std::optional<SetBack> watch_clock(ports::Store& store,
                                   Procedures& procedures,
                                   Office const& office,
                                   Instant now);

}  // namespace duban::service
