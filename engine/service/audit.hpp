// The audit: whether the record is what was written. Walks the chain of every case, compares its
// end with the head that the case carries, and the case itself (state, revision, fields) with what
// the records say it must be; the first thing that does not fit in each case is named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/ports/store.hpp"

namespace duban::service {

struct Break {
    CaseId case_id;
    std::int64_t number = 0;  // of the first record that does not fit; 0: the case itself
    Text what;
};

struct AuditResult {
    std::int64_t cases = 0;
    std::int64_t records = 0;
    std::vector<Break> breaks;
};

AuditResult audit(ports::Reader& reader);

}  // namespace duban::service
