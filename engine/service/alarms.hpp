// The alarms: what is due by the clock - deadlines, events raised for later, people's own
// reminders. Rings a bounded number at a time, each validated against
// the case as it is now; one bad case delays itself, never another.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/missed.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

class Bell;

struct Rang {
    std::size_t alarms = 0;             // alarms that were looked at
    std::size_t notices = 0;            // notices that came of them
    std::vector<std::string> failures;  // what went wrong with single cases, for the log
};

class Alarms {
  public:
    Alarms(ports::Store& store, Procedures& procedures, CurrentOffice& office);

    /// Rings the alarms that are due at `now`, at most `limit`, in one transaction. When it has
    /// caught up after a time of being down, the secretariat is told what was missed.
    Rang ring(Instant now, std::size_t limit);

    /// When the next one is due.
    std::optional<Instant> next();

  private:
    void ring_safely(ports::Transaction& transaction,
                     Bell& bell,
                     ports::AlarmRow const& alarm,
                     Instant now,
                     Rang& result);
    void come_safely(ports::Transaction& transaction,
                     Bell& bell,
                     ports::RaiseRow const& raise,
                     Instant now,
                     Rang& result);
    void remind_safely(ports::Transaction& transaction,
                       ports::PersonalReminderRow const& reminder,
                       Instant now,
                       Rang& result);

    void tell_missed(Instant now);
    void tell_failed(ports::Transaction& transaction, Rang const& result, Instant now);

    ports::Store& store_;
    Procedures& procedures_;
    CurrentOffice& office_;
    Missed missed_;                        // while it catches up
    std::set<std::string> told_failures_;  // of the day
    std::string failed_on_;
};

}  // namespace duban::service
