// A case: one proposal on its way through a workflow. A value; what changes it is a Change.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/calendar/calendar.hpp"
#include "engine/calendar/ledger.hpp"
#include "engine/calendar/zone.hpp"
#include "engine/expression/value.hpp"
#include "engine/statechart/chart.hpp"
#include "engine/statechart/position.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

/// A definition with the calendar and the zone it counts by: all that a decision reads beside the
/// case.
struct Procedure {
    Procedure(workflow::Workflow definition,
              calendar::Calendar counted_by,
              calendar::Zone told_in,
              std::vector<calendar::Calendar> counted_by_before = {})
        : workflow{std::move(definition)},
          calendar{std::move(counted_by)},
          former_calendars{std::move(counted_by_before)},
          zone{std::move(told_in)},
          chart{workflow} {}

    // The chart points into the workflow.
    Procedure(Procedure const&) = delete;
    Procedure(Procedure&&) = default;
    Procedure& operator=(Procedure const&) = delete;
    Procedure& operator=(Procedure&&) = default;
    ~Procedure() = default;

    /// By which the end of that term is counted: the one it began under, or was recounted by; the
    /// present one where that is not known any more.
    [[nodiscard]] calendar::Calendar const& calendar_of(calendar::Ledger const& ledger) const {
        auto const& version = ledger.calendar_version;
        if (version == calendar.version()) return calendar;
        for (auto const& former : former_calendars) {
            if (former.version() == version) return former;
        }
        return calendar;
    }

    [[nodiscard]] bool knows_calendar(std::string_view version) const {
        if (version == calendar.version()) return true;
        for (auto const& former : former_calendars) {
            if (former.version() == version) return true;
        }
        return false;
    }

    workflow::Workflow workflow;
    calendar::Calendar calendar;  // of what begins now
    std::vector<calendar::Calendar> former_calendars;
    calendar::Zone zone;
    statechart::Chart chart;
};

using statechart::Node;
using statechart::PartNumber;

/// A term running on a case: its ledger, and what is derived from it.
struct Deadline {
    DeadlineId id;                           // 0 until it is stored
    workflow::Index state = workflow::none;  // the state whose `due` it is
    PartNumber part = 0;                     // in which part; 0: in none
    calendar::Ledger ledger;
    Instant said_from;      // of the rungs up to `handled_until` those from here on were said
    Instant handled_until;  // every rung up to here was sent or passed over
    int rewound = 0;        // how often its rungs were set back with the clock
    bool passed = false;    // its end has been acted on
    bool stopped_by_hand = false;        // it stands still until somebody says go on
    std::optional<Instant> quiet_until;  // somebody has seen it: no reminder before
    std::optional<Day> moved_from;       // the due day people were told of; none: the present one

    // Derived from the ledger; stored only as an index. Of one that stands still: as it stood when
    // it was stopped.
    Day due_day;
    Instant due_at;  // the first instant that is too late
    bool provisional = false;

    [[nodiscard]] bool is_stopped() const { return ledger.stopped_since.has_value(); }

    [[nodiscard]] Node node() const { return {state, part}; }

    /// What was said since then is said again.
    void say_again_from(Instant at) {
        handled_until = at;
        if (at < said_from) said_from = at;
    }

    friend bool operator==(Deadline const&, Deadline const&) = default;
};

/// One unit's share of a case: a life of its own within a `for_each` region.
struct Part {
    PartNumber number = 0;
    workflow::Index region = workflow::none;
    std::string key;                        // the item of the list it was made for
    std::vector<expression::Value> fields;  // the region's own, the key first
    Instant opened_at;

    friend bool operator==(Part const&, Part const&) = default;
};

/// An event that was raised to come later.
struct Pending {
    RaiseId id;  // 0 until it is stored
    workflow::Index event = workflow::none;
    std::string name;     // by which it can be cancelled; may be empty
    PartNumber part = 0;  // that has raised it; 0: none
    Instant at;

    friend bool operator==(Pending const&, Pending const&) = default;
};

struct Case {
    CaseId id;
    std::int64_t revision = 0;  // 0: not filed yet
    statechart::Position position;
    std::vector<expression::Value> fields;  // by the workflow's field index; those of parts null
    std::vector<Part> parts;                // that live, or wait to be resumed; by number
    PartNumber last_part = 0;               // the highest number that was given
    std::vector<Deadline> deadlines;        // running ones
    std::vector<Pending> pending;           // in the order in which they were raised
    Instant opened_at;
    std::optional<Instant> closed_at;
    std::optional<Instant> suspended_since;  // all of it stands still until it is resumed

    [[nodiscard]] Part const* find_part(PartNumber number) const {
        for (auto const& part : parts) {
            if (part.number == number) return &part;
        }
        return nullptr;
    }

    friend bool operator==(Case const&, Case const&) = default;
};

}  // namespace duban::tracking
