// The day of a deadline as an entry for a person's calendar (iCalendar, RFC 5545 and 5546): one
// all-day event, which a later one of the same uid replaces or takes back. It takes up no time of
// anybody's and asks for no answer.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"

namespace duban::delivery {

struct CalendarEntry {
    enum class Method : std::uint8_t { publish, cancel };

    Method method = Method::publish;
    std::string uid;  // "deadline-9@duban.example.org": the same for each entry of the deadline
    std::int64_t sequence = 0;  // rises with each: readers keep the highest
    Instant stamp;
    Day day;
    std::string summary;
    std::string link;            // empty: none
    std::string organizer_name;  // who keeps the entry
    std::string organizer;       // their mail address; empty: unknown
};

/// An iCalendar object, with CRLF line ends, lines of at most 75 octets.
std::string to_icalendar(CalendarEntry const& entry);

}  // namespace duban::delivery
