// Whether somebody can be reached at all: the directory gives an address that a configured channel
// takes. Asked when a case is put into somebody's hands, long before the first letter to them.
#pragma once

#include <string_view>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"

namespace duban::service {

bool can_be_reached(delivery::Person const& person, Office const& office);

/// Through any of its people, or whoever leads it.
bool unit_can_be_reached(std::string_view unit, Office const& office);

/// The units and people whom the change has put into fields of the case and whom no channel
/// reaches: a warning for whoever acted, and a house notice, once for each of them in each field.
/// Whom a notice of the same change was for is told of by that (telling.hpp). A person whom the
/// directory does not know may be a proposer of a published page: a warning alone, and only where
/// the field has a role. `file` is the case after the change.
std::vector<Text> tell_of_unreachable(ports::Transaction& transaction,
                                      CaseFile const& file,
                                      tracking::Change const& change,
                                      Office const& office);

}  // namespace duban::service
