// A paper that ordered days off, as one of the `papers` of a calendar's file.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "engine/calendar/calendar.hpp"

namespace duban::calendar {

struct Paper {
    std::string source;
    std::string link;            // may be empty
    std::vector<Entry> entries;  // by day, each day once; their own source is not looked at
};

/// The key under which a holiday's names stand in the file, fit for it as it is.
using KeyOf = std::function<std::string(Text const& names)>;

/// Whole lines, the dash at the column `indent`.
std::string paper_text(Paper const& paper, KeyOf const& key_of, std::size_t indent);

}  // namespace duban::calendar
