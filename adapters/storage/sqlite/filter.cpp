#include "adapters/storage/sqlite/filter_impl.hpp"

#include <algorithm>
#include <limits>

namespace duban::sqlite {

using namespace ports;

std::int64_t rows_at_most(std::size_t limit) {
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(limit, static_cast<std::size_t>(greatest)));
}

std::string cases_where(CaseFilter const& filter) {
    std::string where = "WHERE id > ?";
    if (filter.state)
        where += " AND instr(' ' || replace(state, ' ', '. ') || '.', ' ' || ? || '.') > 0";
    if (filter.workflow) where += " AND workflow IN (SELECT id FROM workflow WHERE name = ?)";
    if (filter.open)
        where += *filter.open ? " AND closed_at IS NULL" : " AND closed_at IS NOT NULL";
    if (!filter.search_key.empty()) where += " AND instr(search_key, ?) > 0";
    if (filter.due_before) {
        where += " AND id IN (SELECT case_id FROM deadline WHERE ended_at IS NULL AND due_at < ?)";
    }
    return where + " ORDER BY id LIMIT ?";
}

void bind_filter(Query& query, CaseFilter const& filter) {
    query.bind(filter.after.value);
    if (filter.state) query.bind(*filter.state);
    if (filter.workflow) query.bind(*filter.workflow);
    if (!filter.search_key.empty()) query.bind(filter.search_key);
    if (filter.due_before) query.bind(*filter.due_before);
    query.bind(rows_at_most(filter.limit));
}

std::string deliveries_where(DeliveryFilter const& filter) {
    std::string where = "WHERE id > ?";
    if (filter.case_id) where += " AND case_id IS ?";
    // Of one case there are few: + keeps SQLite from walking all of a phase for them.
    if (filter.phase) where += filter.case_id ? " AND +phase = ?" : " AND phase = ?";
    if (filter.channel) where += " AND channel = ?";
    if (filter.recipient) where += " AND recipient = ?";
    if (filter.message) where += " AND message = ?";
    return where + " ORDER BY id LIMIT ?";
}

void bind_filter(Query& query, DeliveryFilter const& filter) {
    query.bind(filter.after.value);
    if (filter.case_id) query.bind(*filter.case_id);
    if (filter.phase) query.bind(*filter.phase);
    if (filter.channel) query.bind(*filter.channel);
    if (filter.recipient) query.bind(*filter.recipient);
    if (filter.message) query.bind(*filter.message);
    query.bind(rows_at_most(filter.limit));
}

}  // namespace duban::sqlite
