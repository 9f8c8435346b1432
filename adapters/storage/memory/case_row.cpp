#include "adapters/storage/memory/case_row.hpp"

#include <algorithm>

namespace duban::memory {

using ports::CaseFilter;
using ports::CaseRow;
using ports::DeadlineRow;

namespace {

bool is_at_or_below(std::string_view path, std::string_view state) {
    return path.starts_with(state) && (path.size() == state.size() || path[state.size()] == '.');
}

bool is_in(std::string_view paths, std::string_view state) {
    while (true) {
        auto const space = paths.find(' ');
        if (is_at_or_below(paths.substr(0, space), state)) return true;
        if (space == std::string_view::npos) return false;
        paths.remove_prefix(space + 1);
    }
}

bool ends_before(Tables const& tables, CaseId id, Instant instant) {
    return std::ranges::any_of(tables.deadlines.rows(), [&](auto const& entry) {
        DeadlineRow const& row = *entry.second;
        return row.case_id == id && !row.ended_at && row.due_at < instant;
    });
}

}  // namespace

bool fits(Tables const& tables, CaseRow const& row, CaseFilter const& filter) {
    if (filter.state && !is_in(row.state, *filter.state)) return false;
    if (filter.workflow && tables.workflows.find(row.workflow)->name != *filter.workflow) {
        return false;
    }
    if (filter.open && *filter.open == row.closed_at.has_value()) return false;
    if (row.search_key.find(filter.search_key) == std::string::npos) return false;
    return !filter.due_before || ends_before(tables, row.id, *filter.due_before);
}

}  // namespace duban::memory
