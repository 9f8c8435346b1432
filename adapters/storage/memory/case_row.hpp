// Which cases a question about the list means: what SQLite says in its WHERE clauses.
#pragma once

#include "adapters/storage/memory/tables.hpp"
#include "engine/ports/store.hpp"

namespace duban::memory {

bool fits(Tables const& tables, ports::CaseRow const& row, ports::CaseFilter const& filter);

}  // namespace duban::memory
