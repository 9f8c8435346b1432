// A case: one proposal on its way through a workflow. A value; what changes it is a Change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/term.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/expression/value.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

/// A definition with the calendar and the zone it counts by: all that a decision reads beside the
/// case.
struct Procedure {
    workflow::Workflow workflow;
    calendar::Calendar calendar;
    calendar::Zone zone;
};

/// A term running on a case: the ledger (start, term, rule, calendar version) and what is derived
/// from it.
struct Deadline {
    DeadlineId id;                           // 0 until it is stored
    workflow::Index state = workflow::none;  // the state whose `due` it is
    Instant started_at;
    calendar::Term term;
    calendar::OnRestDay on_rest_day = calendar::OnRestDay::stay;
    std::string calendar_version;
    Instant handled_until;  // every rung up to here was sent or passed over
    bool passed = false;    // its end has been acted on

    // Derived from the above; stored only as an index.
    Day due_day;
    Instant due_at;  // the first instant that is too late
    bool provisional = false;

    friend bool operator==(Deadline const&, Deadline const&) = default;
};

struct Case {
    CaseId id;
    std::int64_t revision = 0;               // 0: not filed yet
    workflow::Index state = workflow::none;  // the active leaf
    std::vector<expression::Value> fields;   // by the workflow's field index
    std::vector<Deadline> deadlines;         // running ones
    Instant opened_at;
    std::optional<Instant> closed_at;

    friend bool operator==(Case const&, Case const&) = default;
};

}  // namespace duban::tracking
