// Where a case stands: in which places and since when, what may be done now and by whom, which
// guards say no and with which values, and how each of its dates came about. For `duban why`;
// changes nothing.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/calendar/explanation.hpp"
#include "engine/delivery/directory.hpp"
#include "engine/expression/account.hpp"
#include "engine/service/case_file.hpp"
#include "engine/service/trail.hpp"

namespace duban::service {

/// Whom the directory knows by that id; the id again where it knows nobody.
struct Named {
    std::string id;
    std::string name;
};

/// One condition of a guard with what it saw, in words.
struct ConditionStanding {
    std::string text;
    expression::Account::Answer answer = expression::Account::Answer::no;
    std::string error;  // why it has no answer
    std::string item;   // of a condition on each item of a list: which one
    std::vector<std::pair<std::string, std::string>> seen;
    std::vector<ConditionStanding> parts;
};

struct GuardStanding {
    std::string text;
    bool open = false;
    bool hangs_on_need = false;  // it reads what the action itself supplies
    std::vector<std::pair<std::string, std::string>> values;  // fields it reads, as they are
    ConditionStanding condition;
};

struct ActionStanding {
    std::string name;
    std::string state;  // whose action it is: "handling.opinions[water].asked"
    std::string part;   // whose part it belongs to; empty: the case's
    Text title;
    bool possible = false;  // a guard is open, or hangs on what the action itself supplies
    std::vector<Text> by;
    std::vector<Named> people;  // who is in these roles
    std::vector<std::string> need;
    std::vector<GuardStanding> guards;
    Text because;
};

/// One of the innermost active states.
struct PlaceStanding {
    std::string path;
    Text title;
    std::optional<Named> part;
    bool ended = false;
    std::vector<Text> owner;
    std::vector<Named> people;
    std::optional<Step> entered;  // what brought the case here
    Named by;                     // who did it
};

struct DeadlineStanding {
    std::string name;
    std::string state;
    std::optional<Named> part;
    std::optional<Instant> next_alarm;  // nothing: all its reminders and its end are behind it
    calendar::Explanation explanation;
};

/// An event that was raised to come later.
struct WaitStanding {
    std::string event;
    std::string id;  // by which it can be cancelled; may be empty
    std::optional<Named> part;
    Instant at;
};

struct Standing {
    std::vector<PlaceStanding> places;    // document order
    std::vector<ActionStanding> actions;  // innermost state first
    std::vector<DeadlineStanding> deadlines;
    std::vector<WaitStanding> waits;
};

/// What a standing is told by.
struct Witness {
    std::vector<Step> const& trail;
    delivery::Directory const& directory;
    Language language;
    Instant now;
};

Standing standing_of(CaseFile const& file, Witness const& witness);

}  // namespace duban::service
