// The ledger of a term that runs: when it began, what it was extended to, when it stood still. When
// it ends is derived from it, each time anew. An extension names the whole term, from the first
// start. A stop moves the end by what it lasted, in the term's own unit: days, working days, or the
// time itself; so their order does not matter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

struct Extension {
    Instant at;
    Term to;

    friend bool operator==(Extension const&, Extension const&) = default;
};

/// A while in which the term stood still, and is over.
struct Stop {
    Instant from;
    Instant until;

    friend bool operator==(Stop const&, Stop const&) = default;
};

struct Ledger {
    Instant started_at;
    Term term;  // the first
    Counting counting;
    std::string calendar_version;       // by which the end was counted last
    std::vector<Extension> extensions;  // in order; the last one is in force
    std::vector<Stop> stops;            // in order
    std::optional<Instant> stopped_since;

    /// The whole term, as it was extended last.
    [[nodiscard]] Term const& term_in_force() const;

    friend bool operator==(Ledger const&, Ledger const&) = default;
};

/// How long a stop lasted, in the unit of the term it stops.
struct Pause {
    int days = 0;     // days, or working days of a term in working days
    Duration time{};  // of a term in hours, or in working hours; else 0

    friend bool operator==(Pause const&, Pause const&) = default;
};

/// The day of the stop counts as run, the day of going on does not, as with the first day of a
/// term: within one day nothing stands still, unless the term is one of hours. Before a term counts
/// as begun nothing of it can stand still, nor can a given date: nothing is counted. Of two terms
/// that run together each is paused in its own unit; here it is told in days.
Pause pause_of(
    Term const& term, Instant begun, Stop const& stop, Calendar const& calendar, Zone const& zone);

/// When the term ends, with all the stops that are over: never before the clock goes on. An end
/// that had come but for its rolling when the clock stopped is on the day on which it goes on;
/// where that day is over, or rolls back, on the next working day.
DueDate due_date(Ledger const& ledger, Calendar const& calendar, Zone const& zone);
DueInstant due_instant(Ledger const& ledger, Calendar const& calendar, Zone const& zone);

/// When it would end if it had been neither extended nor stopped.
DueInstant first_due(Ledger const& ledger, Calendar const& calendar, Zone const& zone);

}  // namespace duban::calendar
