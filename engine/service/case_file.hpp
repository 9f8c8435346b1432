// A case file: the rows of one case together with the procedure they are read by. Between the
// store, which knows text, and tracking, which knows values.
#pragma once

#include <optional>
#include <string>

#include "engine/ports/store.hpp"
#include "engine/service/procedures.hpp"
#include "engine/tracking/case.hpp"

namespace duban::service {

struct CaseFile {
    ports::CaseRow row;
    ProcedurePointer procedure;
    tracking::Case state;
};

/// Nothing where there is no such case. Throws std::runtime_error where its rows cannot be read by
/// its procedure.
std::optional<CaseFile> open_case(ports::Reader& reader, Procedures& procedures, CaseId id);
CaseFile open_case(ports::Reader& reader, Procedures& procedures, ports::CaseRow row);

ports::DeadlineRow to_row(tracking::Procedure const& procedure,
                          CaseId id,
                          tracking::Deadline const& deadline);

/// When the deadline ends by its ledger and today's calendar.
calendar::DueInstant derived_end(tracking::Procedure const& procedure,
                                 tracking::Deadline const& deadline);

/// `provisional` is derived again; the due date is the one that was told, whatever the calendar
/// says since.
tracking::Deadline from_row(tracking::Procedure const& procedure, ports::DeadlineRow const& row);

/// "Handling", or several where states are active side by side: "Drafting, Opinion asked". `part`:
/// of this part alone; 0: of the whole case.
std::string state_titles(CaseFile const& file, Language language, tracking::PartNumber part = 0);

/// The title a case is listed by: its field `title`, else its proposal's number.
std::string title_of(CaseFile const& file);

}  // namespace duban::service
