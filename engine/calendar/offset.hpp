// When a reminder stands, told from a due day: "3 working days before", "10 days after", "due". A
// plain value; the ladder of a workflow is a list of them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/base/result.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/zone.hpp"

namespace duban::calendar {

struct Offset {
    int count = 0;           // 0 is the due day itself
    Unit unit = Unit::days;  // one that is counted
    bool before = true;

    friend bool operator==(Offset const&, Offset const&) = default;
};

/// "3 working days before", "10 days after", "0 days before", "due".
Result<Offset, Text> parse_offset(std::string_view text);

/// A regular expression for what parse_offset reads, for editors.
std::string offset_pattern();

/// The form that parse_offset reads; "due" for the due day itself.
std::string to_text(Offset const& offset);

/// For people: "到期前3个工作日" / "3 working days before it is due".
Text describe(Offset const& offset);

/// The day the offset stands on. Hours are counted from the midnight that ends the due day.
Day day_at(Offset const& offset, Day due, Calendar const& calendar);

/// Hours run from the deadline's own end; all other offsets stand at the opening of the office on
/// their day, be it worked or not.
Instant instant_at(Offset const& offset,
                   DueInstant const& due,
                   Calendar const& calendar,
                   Zone const& zone);

}  // namespace duban::calendar
