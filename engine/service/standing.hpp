// Where a case stands: what may be done now and by whom, which guards say no and with which values,
// and how each of its dates came about. For `duban why`; changes nothing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/calendar/explanation.hpp"
#include "engine/service/case_file.hpp"

namespace duban::service {

struct GuardStanding {
    std::string text;
    bool open = false;
    std::vector<std::pair<std::string, std::string>> values;  // fields it reads, as they are
};

struct ActionStanding {
    std::string name;
    std::string part;  // whose part it belongs to; empty: the case's
    Text title;
    bool possible = false;  // a guard is open, or hangs on what the action itself supplies
    std::vector<Text> by;
    std::vector<std::string> need;
    std::vector<GuardStanding> guards;
    Text because;
};

struct DeadlineStanding {
    std::string name;
    calendar::Explanation explanation;
};

struct Standing {
    std::vector<ActionStanding> actions;  // innermost state first
    std::vector<DeadlineStanding> deadlines;
};

Standing standing_of(CaseFile const& file, Instant now);

}  // namespace duban::service
