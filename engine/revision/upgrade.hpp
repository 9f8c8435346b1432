// Moves a case from the definition it stands in to another one of the same workflow: its place, its
// fields and parts, what it remembers, what it waits for, and its deadlines. Pure: the case is left
// alone, and either all of it fits the new definition or nothing is moved and every reason is told.
// No effect of the definition is done and nobody is written to; what is open `automatically` goes
// with the next step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/revision/mapping.hpp"
#include "engine/tracking/case.hpp"
#include "engine/tracking/change.hpp"

namespace duban::revision {

/// A leaf, by its path: where it stood and where it stands. A part is told by its key.
struct StateMoved {
    std::string from;
    std::vector<std::string> to;

    friend bool operator==(StateMoved const&, StateMoved const&) = default;
};

struct FieldMoved {
    enum class What : std::uint8_t {
        renamed,
        dropped,
        defaulted,  // it is new, or was empty and must not be
        converted,  // to the field's new type
    };

    What what = What::renamed;
    std::string from;  // empty where it is new
    std::string to;    // empty where it is dropped
    std::string part;  // whose it is: the part's key; empty: the case's
    expression::Value before;
    expression::Value after;
};

struct DeadlineMoved {
    enum class What : std::uint8_t { kept, recounted, started, ended };

    What what = What::kept;
    std::string name;  // as the new definition calls it; the old one where it has ended
    std::string part;  // in which it runs: the part's key
    std::optional<tracking::Deadline> before;
    std::optional<tracking::Deadline> after;
};

struct Upgraded {
    Instant at;
    tracking::Case after;  // deadlines that start have no id yet
    std::vector<StateMoved> states;
    std::vector<FieldMoved> fields;
    std::vector<DeadlineMoved> deadlines;
    std::vector<tracking::Notice> notices;  // reminders that lie behind, of an end that is earlier
};

/// Why a case cannot be moved.
struct Obstacle {
    std::string rule;  // stable: "state-gone"
    Text why;
};

using duban::to_text;  // of days and instants, not hidden by the ones below

using Obstacles = std::vector<Obstacle>;

Result<Upgraded, Obstacles> upgrade(tracking::Case const& before,
                                    tracking::Procedure const& from,
                                    tracking::Procedure const& to,
                                    Mapping const& mapping,
                                    Instant at);

/// Stable words: "dropped", "recounted".
std::string_view to_text(FieldMoved::What what);
std::string_view to_text(DeadlineMoved::What what);

}  // namespace duban::revision
