// What an input changes: the answer of `decide`, as data. Nothing has happened yet; the service
// writes it down in one transaction and `apply` makes the next value of the case.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/short_list.hpp"
#include "engine/expression/expression.hpp"
#include "engine/expression/value.hpp"
#include "engine/tracking/case.hpp"
#include "engine/workflow/workflow.hpp"

namespace duban::tracking {

struct FieldChange {
    workflow::Index field;
    PartNumber part = 0;  // of a part's own field
    expression::Value value;

    friend bool operator==(FieldChange const&, FieldChange const&) = default;
};

/// A guard that was read, with its answer: kept for the journal.
struct GuardRead {
    expression::Expression const* guard = nullptr;  // lives in the workflow
    PartNumber part = 0;                            // in which part; 0: in none
    bool open = false;
};

/// Something is to be said. `ordinal` tells the notices of one change apart; a rung is named by its
/// deadline, due day, reminder and number, so that it is said once however often its alarm rings,
/// and anew where the end has moved or the clock was set back.
struct Notice {
    workflow::Index message = workflow::none;
    std::vector<workflow::Index> to;  // roles
    workflow::Index deadline_state =
        workflow::none;             // of a reminder: the state whose deadline it is
    DeadlineId deadline;            // of a reminder; 0 else
    Day due_day{};                  // of that deadline, as it stood then
    int rewound = 0;                // of that deadline
    int reminder = -1;              // index in the `due`; -1 where it is no reminder
    int number = 0;                 // which repetition, or the ordinal
    PartNumber part = 0;            // whose part it speaks of
    Instant at;                     // the moment it was meant for
    std::optional<Day> moved_from;  // of a reminder: the due day that people were told of before
};

struct DeadlineEnded {
    DeadlineId id;
    workflow::Index state = workflow::none;
};

struct PartClosed {
    enum class Why : std::uint8_t { left, dropped };

    PartNumber number = 0;
    workflow::Index region = workflow::none;
    std::string key;
    Why why = Why::left;  // dropped: the list has lost its item
};

struct EventRaised {
    workflow::Index event = workflow::none;
    std::optional<Instant> at;  // later; else before the next input
    std::string name;
};

struct EventCancelled {
    std::string name;
};

/// An effect as it was done; a notice is told by its place among Change::notices.
struct NoticeMade {
    std::size_t notice = 0;
};

/// `append`: one item more in a list.
struct FieldAppended {
    workflow::Index field;
    PartNumber part = 0;
    expression::Value item;
};

struct DeadlineExtended {
    Node node;
    calendar::Term to;  // the whole term
    Day due_day;        // as it is then
};

/// By hand: it stands still, or goes on.
struct DeadlineHeld {
    Node node;
    bool stands = false;
};

using EffectDone = std::variant<FieldChange,
                                FieldAppended,
                                NoticeMade,
                                EventRaised,
                                EventCancelled,
                                DeadlineExtended,
                                DeadlineHeld>;

struct Change {
    Change();

    Instant at;
    statechart::Position position;  // as it is then
    bool moved = false;             // a state was left or entered (to itself counts)
    bool closed = false;
    bool deadline_passed = false;
    std::optional<bool> suspended;    // the whole case stands still from now on, or goes on
    std::vector<FieldChange> fields;  // the last value of each field that was set
    std::vector<EffectDone> effects;  // all of them, in order
    ShortList<workflow::Alternative const*, 4> ways;  // that were taken; they live in the workflow
    std::vector<workflow::Index> unanswered;          // raised events that nobody answered
    statechart::NodeList left;                        // in order
    statechart::NodeList entered;                     // in order
    std::vector<Part> parts;                          // as they are then
    PartNumber last_part = 0;
    std::vector<Part> parts_opened;  // with the values they have at the end
    std::vector<PartClosed> parts_closed;
    std::vector<Deadline> deadlines_started;
    std::vector<DeadlineEnded> deadlines_ended;
    std::vector<Deadline> deadlines_changed;  // those that go on, as they are then
    std::vector<Pending> raised;              // to come later
    std::vector<RaiseId> raised_ended;        // came, or was cancelled
    std::vector<Notice> notices;
    std::optional<Text> fault;  // why what the definition wanted at this moment could not be done
    int rungs_skipped = 0;      // missed while the daemon was down and not made up for
    ShortList<GuardRead, 4> guards;

    /// Nothing at all: a stale alarm.
    [[nodiscard]] bool is_empty() const {
        return !moved && effects.empty() && deadlines_changed.empty() && notices.empty() &&
               raised_ended.empty();
    }
};

/// The case as it stands: for what is told of it, or done to its clocks, without moving it.
Change unmoved(Case const& state, Instant at);

}  // namespace duban::tracking
