// The watch on the machine's clock. One that stood far ahead has rung what lies in the future, and
// letters wait for moments that are years away: once it is set back, this puts them where they
// belong, or their reminders would never come. One that fell behind (a dead battery, a mistyped
// year) changes nothing: it is told of, and what is due rings when it is right again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/calendar/zone.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/office.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

struct ClockFault {
    enum class What : std::uint8_t {
        was_ahead,  // and is right again: what it had rung too early was set back
        is_behind,  // of where it has been
    };

    What what = What::is_behind;
    Instant from;                  // where it had stood
    std::int64_t deadlines = 0;    // whose reminders come again
    std::int64_t deliveries = 0;   // that waited, and were planned anew
    std::int64_t unreadable = 0;   // cases that cannot be read: they are set back once they can
    std::string first_unreadable;  // and why
};

/// Looks at the clock, and keeps what it shows. A fault is of more than a day. `before`: what it
/// showed a moment ago, where that is known; else a clock must have stood two days ahead to be
/// found for certain, for it is looked at once a day, and what was said since the last look may be
/// said again. A leap is believed after thirty days of ordinary steps, ahead or back: until then
/// the clock that was before it is. Tells the secretariat, in the time of `zone`. Interrupted, it
/// begins again at the next look.
std::optional<ClockFault> watch_clock(ports::Store& store,
                                      Procedures& procedures,
                                      Office const& office,
                                      calendar::Zone const& zone,
                                      std::optional<Instant> before,
                                      Instant now);

/// What whoever works meanwhile must know: the clock is more than a day before where it has been,
/// and what is done now is dated and counted by it.
std::optional<Text> doubt_of_clock(ports::Reader& reader, Instant now);

}  // namespace duban::service
