// A paper that was announced, put into a calendar's file: the new text of the file, in which all
// that stood there stays as it was, comments included, but for the end of the known days. A day of
// which the file says something else is a problem: which of the two is right is not for a program
// to say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/calendar/calendar_shelf.hpp"

namespace duban::calendar {

struct AnnouncedDay {
    Day day;
    EntryKind kind = EntryKind::rest;
    std::string holiday;  // its key in the calendar, or its name in either language
    Position at;          // in the list
};

/// A list of days, as it was read.
struct Announcement {
    std::string file;  // as problems name it
    std::string text;  // for the lines at fault
    std::string source;
    std::string link;                // may be empty
    std::vector<AnnouncedDay> days;  // by day, each once
};

struct Addition {
    std::vector<Entry> added;
    std::size_t said_before = 0;  // days of which the calendar says the same
    std::optional<Day> known_to;  // where the known days had to be moved on
    std::string paper;            // one of `papers`; empty where nothing was new
    std::string text;             // of the whole file
};

/// The file must have been read without errors.
Result<Addition, Problems> add_paper(ShelvedFile const& file, Announcement const& announcement);

}  // namespace duban::calendar
