// A case that is in the store and cannot be read: its rows or its definition are damaged, or were
// written by a newer program. Whoever reads many cases tells of it and goes on to the next.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.hpp"
#include "engine/service/case_file.hpp"

namespace duban::service {

struct UnreadableCase {
    CaseId id;
    std::string title;
    std::string why;  // in English, at most a line or two
};

/// Throws ports::StoreFailure where the machine fails, and no case could be read.
Result<CaseFile, UnreadableCase> read_case(ports::Reader& reader,
                                           Procedures& procedures,
                                           ports::CaseRow row);

/// Nothing where there is no such case.
std::optional<Result<CaseFile, UnreadableCase>> read_case(ports::Reader& reader,
                                                          Procedures& procedures,
                                                          CaseId id);

/// For whoever has asked for this one alone.
Text cannot_be_read(UnreadableCase const& unreadable);

}  // namespace duban::service
