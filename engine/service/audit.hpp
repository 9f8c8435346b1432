// The audit: whether the store is what was written. Walks the chain of every case, compares its end
// with the head that the case carries, and then what is kept beside the journal with what the
// records say it must be: the case itself, its parts, its deadlines with their due dates and
// alarms, its deliveries, and what is in its files. In a chain the first thing that does not fit is
// named; beside it, all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/ports/store.hpp"
#include "engine/service/procedures.hpp"

namespace duban::service {

struct Break {
    CaseId case_id;
    std::int64_t number = 0;  // of the first record that does not fit; 0: what lies beside them
    Text what;
};

struct AuditResult {
    std::int64_t cases = 0;
    std::int64_t records = 0;
    std::int64_t files = 0;           // each content once
    std::int64_t described_only = 0;  // others: told of before contents were kept
    std::vector<Break> breaks;
};

/// Throws ports::StoreFailure; what of a case cannot be read is a break.
AuditResult audit(ports::Reader& reader, Procedures& procedures);

}  // namespace duban::service
