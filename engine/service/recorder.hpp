// Writes what a decision came to: case, deadlines, alarms, deliveries and journal, all in the
// caller's transaction. Decides nothing but who is told.
#pragma once

#include <vector>

#include "engine/ports/store.hpp"
#include "engine/revision/upgrade.hpp"
#include "engine/service/addressing.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/office.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/journal.hpp"

namespace duban::service {

/// What is worth saying beside "done".
struct Recorded {
    std::vector<Text> warnings;
};

/// A deadline that was counted anew and ends where it did: its row, and when it must act next.
void keep_deadline(ports::Transaction& transaction,
                   tracking::Procedure const& procedure,
                   CaseId id,
                   tracking::Deadline const& deadline);

/// What a change comes to, as far as nothing must be written to know it.
struct Entry {
    CaseFile file;                           // after the change
    std::vector<tracking::Deadline> before;  // as they were
    ports::JournalRow journal;
    std::vector<Addressed> letters;  // one for each notice
};

/// Of a case that has its id. `file`: before the change.
Entry compose(CaseFile file,
              tracking::Change const& change,
              tracking::Occasion const& occasion,
              Office const& office);

/// Writes what was composed.
Recorded write(ports::Transaction& transaction,
               Entry& entry,
               tracking::Change const& change,
               Office const& office);

/// Both. `file` is the case before the change (of no use where this throws), and after it when this
/// returns. Its row is inserted where it has no id yet.
Recorded record(ports::Transaction& transaction,
                CaseFile& file,
                tracking::Change const& change,
                tracking::Occasion const& occasion,
                Office const& office);

/// The same for a case that was moved to another definition: `file` is the case after it, the
/// journal's record is given.
void record_upgrade(ports::Transaction& transaction,
                    CaseFile const& before,
                    CaseFile& file,
                    revision::Upgraded const& upgraded,
                    std::string record,
                    Office const& office);

}  // namespace duban::service
