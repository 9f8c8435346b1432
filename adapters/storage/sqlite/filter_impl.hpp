// Filters as WHERE clauses. Each combination of conditions is a statement of its own, so that each
// is planned with the indexes it can use; `bind_filter` binds in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/storage/sqlite/query_impl.hpp"
#include "engine/ports/store.hpp"

namespace duban::sqlite {

/// A limit that SQLite understands, however great.
std::int64_t rows_at_most(std::size_t limit);

std::string cases_where(ports::CaseFilter const& filter);
void bind_filter(Query& query, ports::CaseFilter const& filter);

std::string deliveries_where(ports::DeliveryFilter const& filter);
void bind_filter(Query& query, ports::DeliveryFilter const& filter);

}  // namespace duban::sqlite
