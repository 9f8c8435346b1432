// Too late: when a deadline has ended, what was to warn of it and has not arrived by then. Nobody
// may find that out by chance.
#pragma once

#include <span>

#include "engine/delivery/delivery.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// Tells the secretariat of the letters about this deadline that are still under way, once for each
/// of its ends, and not by the channels alone on which those wait. What a silence keeps back was
/// somebody's own wish. `file`: the case after the step; `part`: the key of the part that the
/// deadline ran in, empty for none.
void tell_of_what_is_late(ports::Transaction& transaction,
                          CaseFile const& file,
                          ports::DeadlineRow const& deadline,
                          std::string const& part,
                          Office const& office,
                          Instant now);

}  // namespace duban::service
