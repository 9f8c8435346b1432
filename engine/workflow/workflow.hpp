// The definition of a procedure, read, checked and compiled: names are resolved to indices, guards
// are typed, states lie in one table in the order of the file. Immutable; a case keeps the one it
// began under.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/language.hpp"
#include "engine/base/problem.hpp"
#include "engine/base/sha256.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/offset.hpp"
#include "engine/calendar/term.hpp"
#include "engine/expression/expression.hpp"
#include "engine/workflow/field.hpp"
#include "engine/workflow/message.hpp"

namespace duban::workflow {

using Index = std::uint16_t;
constexpr Index none = 0xFFFF;

/// Whom a rule speaks of: a group of the directory, or the persons or units named in a field of the
/// case.
struct Role {
    std::string name;
    Text title;
    std::string group;   // empty where it is a field
    Index field = none;  // kind person or unit, or a list of them
    Position at;
};

struct SetField {
    Index field;
    expression::Expression value;
};

struct AppendToField {
    Index field;
    expression::Expression value;
};

struct Notify {
    std::vector<Index> to;  // roles
    Index message;
};

using Effect = std::variant<SetField, AppendToField, Notify>;

/// One way an action (or `on_due`) may go: the first whose guard is true is taken.
struct Alternative {
    std::optional<expression::Expression> only_if;
    Text because;  // said when the guard refuses; both languages empty where none was written
    std::vector<Effect> effects;
    Index go = none;  // none: effects only, no state is left
};

struct Action {
    std::string name;
    Text title;
    std::vector<Index> by;    // roles
    std::vector<Index> need;  // fields the actor supplies
    std::vector<Alternative> alternatives;
    Position at;
};

struct Every {
    int count = 0;
    calendar::Unit unit = calendar::Unit::days;  // days or working_days
};

/// A rung of the ladder, repeated by `every`. It ends at the due day (`until_due`) or after
/// `at_most` times.
struct Reminder {
    calendar::Offset at;
    std::optional<Every> every;
    bool until_due = false;
    int at_most = 1;
    std::vector<Index> to;
    Index message = none;
    Position position;
};

/// What is made up for after the daemon was down.
enum class IfMissed : std::uint8_t { latest_only, all, nothing };  // `nothing` is "none" in YAML

struct Due {
    std::string name;  // the state's name where the definition gives none
    calendar::Term within;
    calendar::OnRestDay on_rest_day = calendar::OnRestDay::stay;
    std::vector<Reminder> reminders;
    IfMissed if_missed = IfMissed::latest_only;
    std::vector<Alternative> on_due;  // empty: nothing happens by itself
    std::string basis;                // the article of the law, for people
    Position at;
};

struct State {
    std::string name;
    std::string path;  // "handling.drafting"
    Text title;
    Index parent = none;
    Index start = none;        // the child entered by default; none for a leaf
    std::uint16_t depth = 0;   // 0 at the top
    std::vector<Index> owner;  // roles
    std::optional<Due> due;
    std::vector<Action> actions;
    std::vector<Effect> on_entry;
    std::vector<Effect> on_exit;
    bool end = false;
    Position at;
};

/// Bounds, so that no definition can exhaust the daemon; each is checked when it is read.
struct Bounds {
    static constexpr std::size_t states_max = 2000;
    static constexpr std::size_t fields_max = 500;
    static constexpr std::size_t roles_max = 200;
    static constexpr std::size_t messages_max = 500;
    static constexpr std::size_t depth_max = 16;      // of nested states
    static constexpr std::size_t reminders_max = 50;  // of one deadline
    static constexpr int repeats_max = 366;           // of one reminder
};

struct Workflow {
    std::string name;
    int version = 1;
    Text title;
    std::string time_zone;
    std::string calendar;
    std::vector<Field> fields;
    std::vector<Role> roles;
    std::vector<Message> messages;
    std::vector<State> states;  // document order, parents before their children
    Index start = none;         // the top-level state a case begins in
    Hash content{};             // identity of the definition with its messages

    [[nodiscard]] Index find_state(std::string_view path) const;
    [[nodiscard]] Index find_field(std::string_view name) const;
    [[nodiscard]] Index find_message(std::string_view name) const;
    [[nodiscard]] Index find_role(std::string_view name) const;
};

}  // namespace duban::workflow
