// How long something waits, from one instant to another: "90 seconds", "3 days", "2 working days".
// A delay keeps the time of day where a legal term runs to the end of its day, and it knows seconds
// and minutes, which no law does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

struct Delay {
    enum class Unit : std::uint8_t { seconds, minutes, hours, days, working_days, weeks, months };

    Unit unit = Unit::seconds;
    int count = 0;  // 0: as soon as may be

    friend bool operator==(Delay const&, Delay const&) = default;
};

/// At most as long as the longest term of the unit; a refusal says what is wrong with the text.
Result<Delay, Text> parse_delay(std::string_view text);

/// A regular expression for what parse_delay reads, for editors.
std::string delay_pattern();

/// The form that parse_delay reads.
std::string to_text(Delay const& delay);

/// Days and what is longer keep the time on the wall; the rest is exact.
Instant later_by(Delay const& delay, Instant from, Calendar const& calendar, Zone const& zone);

}  // namespace duban::calendar
