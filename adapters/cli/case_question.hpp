// Which cases are asked for, as it was typed, and the entries that answer it.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/house.hpp"
#include "adapters/cli/page.hpp"

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

/// [the object of `case_json`, …]
std::string case_entries(House& house,
                         ports::Reader& reader,
                         std::vector<ports::CaseRow> const& rows);

}  // namespace duban::cli
