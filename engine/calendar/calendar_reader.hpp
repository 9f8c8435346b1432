// What one file says of a calendar, with what it takes over from the calendar that it extends. The
// facts make a calendar where no problem was found; they also keep where each day was written, for
// those who warn of it or add to it.
#pragma once

#include <map>
#include <string>

#include "engine/calendar/calendar.hpp"
#include "engine/yaml/node.hpp"

namespace duban::calendar {

struct CalendarFacts {
    CalendarDefinition definition;
    std::map<std::string, Text, std::less<>> holidays;  // names, by the key that days use
    std::map<Day, Position> places;                     // of the days that the file gives itself
    Position known_at;                                  // line 0: taken over
    std::optional<Day> parent_known_to;                 // none: it extends nothing
};

/// `parent` is null where the file extends nothing, or what it extends cannot be read: then what
/// only the parent could tell is not reported.
CalendarFacts read_facts(yaml::Document const& document,
                         Problems& problems,
                         CalendarFacts const* parent);

}  // namespace duban::calendar
