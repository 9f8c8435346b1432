// The calendars of a folder, read together: a calendar may extend another one beside it, whatever
// their order. It takes over all that it does not say itself, and what it says of a day comes
// before what its parent says. Texts in, values out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/calendar/calendar_reader.hpp"

namespace duban::calendar {

/// Nation, province, city, county: nobody keeps a fifth list of holidays.
inline constexpr std::size_t chain_max = 4;

struct CalendarText {
    std::string file;  // as problems name it; the text is never read from it
    std::string text;
};

/// One file as it was read; no facts where it has errors.
struct ShelvedFile {
    yaml::Document document;
    std::optional<CalendarFacts> facts;
};

struct Shelf {
    std::vector<ShelvedFile> files;  // in the order of the texts
    std::map<std::string, Calendar, std::less<>> calendars;
    Problems problems;  // file by file, in the order of each text
};

Shelf read_shelf(std::vector<CalendarText> const& texts);

}  // namespace duban::calendar
