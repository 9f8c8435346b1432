// How far the calendars see: which running deadlines reach beyond the last day whose holidays were
// published. Their dates are provisional, and somebody must fetch the next list.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

struct BeyondKnown {
    std::string calendar;
    std::string version;
    Day known_to;
    std::int64_t deadlines = 0;  // running ones that end later, whichever version counted them
};

/// For each calendar in force that some running deadline outreaches.
std::vector<BeyondKnown> beyond_known(ports::Reader& reader, Procedures& procedures);

/// The same, and the secretariat is told: once a month for each version of a calendar.
std::vector<BeyondKnown> watch_horizon(ports::Store& store,
                                       Procedures& procedures,
                                       Office const& office,
                                       Instant now);

}  // namespace duban::service
