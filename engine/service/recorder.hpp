// Writes what a decision came to: case, deadlines, alarms, deliveries and journal, all in the
// caller's transaction. Decides nothing but who is told.
#pragma once

#include <vector>

#include "engine/ports/store.hpp"
#include "engine/revision/upgrade.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/house_notice.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/journal.hpp"

namespace duban::service {

/// What is worth saying beside "done": roles that nobody could be found in, people without an
/// address.
struct Recorded {
    std::vector<Text> warnings;
};

/// `file` is the case before the change, and after it when this returns. Its row is inserted where
/// it has no id yet.
/// A deadline that was counted anew and ends where it did: its row, and when it must act next.
void keep_deadline(ports::Transaction& transaction,
                   CaseFile const& file,
                   tracking::Deadline const& deadline);

Recorded record(ports::Transaction& transaction,
                CaseFile& file,
                tracking::Change const& change,
                tracking::Occasion const& occasion,
                Office const& office);

/// The same for a case that was moved to another definition: `file` is the case after it, the
/// journal's record is given.
void record_upgrade(ports::Transaction& transaction,
                    CaseFile& file,
                    revision::Upgraded const& upgraded,
                    std::string record,
                    Office const& office);

/// Puts a letter into the outbox. Where it cannot reach anybody the secretariat is told.
void post(ports::Transaction& transaction,
          delivery::Delivery delivery,
          Office const& office,
          Recorded& recorded);

/// Puts a house notice into the outbox; nothing where it was said before.
void tell_secretariat(ports::Transaction& transaction,
                      CaseId id,
                      HouseNotice const& notice,
                      Office const& office,
                      Instant now);

}  // namespace duban::service
