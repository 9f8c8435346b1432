// A deadline's day in the calendars of those who are reminded of it: the entry that a reminder
// carries, and the short notices that move it when the deadline has moved and take it back when it
// ends before that day.
#pragma once

#include <span>
#include <string>

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"

namespace duban::service {

/// What the reminder carries; empty where it carries none: the office wants none, it goes by SMS,
/// or the day is over.
std::string entry_for(CaseFile const& file,
                      tracking::Deadline const& deadline,
                      delivery::Delivery const& reminder,
                      Office const& office,
                      Instant now);

/// Tells whoever has such an entry that its deadline has ended; once for each, and nobody whose
/// reminder never left. An entry of a day gone by is left where it is. `file` is the case after the
/// end, `ended` the deadlines as they were.
void take_back_entries(ports::Transaction& transaction,
                       CaseFile const& file,
                       std::span<tracking::Deadline const> ended,
                       Office const& office,
                       Instant now);

/// Tells whoever has such an entry, and still has the role, of the day on which the deadline ends
/// now; nobody whose entry says that day. `file` is the case after the change, `moved` the
/// deadlines as they are.
void move_entries(ports::Transaction& transaction,
                  CaseFile const& file,
                  std::span<tracking::Deadline const> moved,
                  Office const& office,
                  Instant now);

bool takes_back_entry(delivery::Delivery const& delivery);
bool moves_entry(delivery::Delivery const& delivery);
/// Whether it is a notice of either kind.
bool is_entry_notice(delivery::Delivery const& delivery);

}  // namespace duban::service
