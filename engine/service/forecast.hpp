// The forecast: who will be reminded of what, and when, if nobody does anything. Runs the pure
// decisions on a clock of its own and changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"
#include "engine/service/unreadable_case.hpp"

namespace duban::service {

struct Forecast {
    enum class Kind { reminder, deadline_passes, moves, personal_reminder };

    Kind kind = Kind::reminder;
    Instant at;
    CaseId case_id;
    std::string title;
    std::string deadline;        // its name
    std::string part;            // whose part it concerns; empty: the case's
    std::optional<Day> due_day;  // of a personal reminder: the day that was asked for
    std::string note;            // of a personal reminder
    std::string message;         // of a reminder
    Text recipient;              // of a reminder: the person, or the role where it names nobody
    std::string channel;         // of a reminder; empty where it cannot go
    std::string to_state;        // where it moves
    Text why_not;                // why it will not go, or not then; empty where it will
};

/// Everything up to `until`, by time. `case_id` 0: all open cases; those that cannot be read are
/// told, and hide no other.
std::vector<Forecast> forecast(ports::Reader& reader,
                               Procedures& procedures,
                               Office const& office,
                               CaseId case_id,
                               Instant now,
                               Instant until,
                               std::vector<UnreadableCase>& unreadable);

}  // namespace duban::service
