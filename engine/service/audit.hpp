// The audit: whether the journal is what was written. Walks the chain of every case and compares
// its end with the head that the case carries; the first broken record of each case is named.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/ports/store.hpp"

namespace duban::service {

struct Break {
    CaseId case_id;
    std::int64_t number = 0;  // of the first record that does not fit
    Text what;
};

struct AuditResult {
    std::int64_t cases = 0;
    std::int64_t records = 0;
    std::vector<Break> breaks;
};

AuditResult audit(ports::Reader& reader);

}  // namespace duban::service
