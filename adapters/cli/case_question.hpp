// Which cases are asked for, as it was typed, and those that answer it.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/house.hpp"
#include "adapters/cli/page.hpp"
#include "engine/service/unreadable_case.hpp"

namespace duban::cli {

struct CaseQuestion {
    std::string state;
    std::string workflow;
    std::string search;
    std::string due_before;  // a day
    bool closed = false;
    bool all = false;
    Page page;
};

Result<ports::CaseFilter, Text> filter_of(House& house, CaseQuestion const& question);

/// No case was found: perhaps because the state was mistyped, in whatever version of the workflow
/// (of all, where it is empty).
void suggest_state(Session const& session,
                   House& house,
                   std::string const& workflow,
                   std::string const& state);

/// What answers it: a case that cannot be read hides no other.
struct Listing {
    Listing(House& house, ports::Reader& reader, std::vector<ports::CaseRow> rows);

    std::vector<service::CaseFile> cases;
    std::vector<service::UnreadableCase> unreadable;
};

}  // namespace duban::cli
