// The way a case came, read from its journal: what moved it, when, and who did it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ports/store.hpp"
#include "engine/service/case_file.hpp"

namespace duban::service {

struct Step {
    std::int64_t number = 0;
    Instant at;
    std::string kind;    // "filed", "action", "alarm", …
    std::string action;  // its name; empty where nobody asked for one
    std::string actor;   // the person's id; "clock" for an alarm
    // All that was active before and after it, outer states too; empty where the record names
    // states that the procedure of today does not know.
    statechart::NodeList from;
    statechart::NodeList to;
    std::vector<std::string> started;  // names of the deadlines that began
};

/// By time; of a very long journal the latest records only.
std::vector<Step> trail_of(ports::Reader& reader, CaseFile const& file);

/// The step by which the case last entered the state of this node; nothing where the trail does not
/// tell.
Step const* entry_of(std::vector<Step> const& trail,
                     CaseFile const& file,
                     tracking::Node const& node);

}  // namespace duban::service
