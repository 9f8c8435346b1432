// What may happen to a case. Each input carries its instant: no decision reads a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/language.hpp"
#include "engine/expression/value.hpp"

namespace duban::tracking {

/// Who acts, with what the directory says of them at that moment.
struct Actor {
    std::string id;  // a person's, or the name of what acts on nobody's behalf
    std::vector<std::string> groups;
    std::vector<std::string> units;
    std::vector<std::string> leads = {};  // units
};

using NamedValues = std::vector<std::pair<std::string, expression::Value>>;

/// A proposal comes in. Required fields must be among `with`, what actions ask for and effects
/// write must not, unless it is required.
struct Filed {
    Actor actor;
    NamedValues with;
    Instant at;
    bool unchecked = false;  // asks for no field and takes any: to try a definition out
};

/// A person asks for an action of the present state.
struct ActionAsked {
    std::string action;
    Actor actor;
    NamedValues with;  // exactly the action's `need`
    std::optional<std::int64_t> seen_revision;
    Instant at;
    bool unchecked = false;  // asks neither who acts nor what is needed: to try a definition out
};

/// Somebody who owes a deadline has seen it, and asks not to be reminded before a day. Of what is
/// overdue they are reminded all the same, and so is everybody else.
struct Acknowledged {
    std::string deadline;  // its name; empty: all that they owe
    Actor actor;
    Day until;         // reminders of that day come again
    std::string note;  // "planned for Friday"; for the journal
    Instant at;
};

/// An event that was raised to come later has come. Harmless when it comes twice or late.
struct RaiseCame {
    RaiseId raise;
    Instant at;
};

/// An event is raised from outside, for the engine's own actions.
struct EventCame {
    std::string event;
    Instant at;
};

/// A deadline must act: a rung is due, or its end has come. Harmless when it comes twice or late.
struct AlarmRang {
    DeadlineId deadline;
    Instant at;
};

/// Why an input was refused. Nothing changed.
struct Refusal {
    enum class Kind : std::uint8_t {
        unknown_action,  // no state that is active knows it, or no such event
        not_allowed,     // the actor has none of the roles
        missing_value,   // a `need` was not given, or a required field when filing
        bad_value,       // a value does not fit its field
        guard,           // every alternative's guard says no
        changed,         // the case moved on since the revision the actor saw
        closed,          // the case has ended
        suspended,       // the case stands still: it can be resumed, and nothing else
        other_content,   // the idempotency key stood for another request (said by the service)
        not_found,       // no such case, workflow or deadline
        unreachable,     // nobody could be told (said by the service)
        fault,           // the definition runs on without end, or an effect could not be done
    };

    Kind kind = Kind::unknown_action;
    Text reason;
};

/// Stable words for JSON and logs: "not_allowed".
std::string_view to_text(Refusal::Kind kind);

}  // namespace duban::tracking
