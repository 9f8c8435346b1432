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
#include "engine/calendar/delay.hpp"
#include "engine/calendar/due_date.hpp"
#include "engine/calendar/offset.hpp"
#include "engine/calendar/term.hpp"
#include "engine/expression/expression.hpp"
#include "engine/workflow/field.hpp"
#include "engine/workflow/message.hpp"

namespace duban::workflow {

using Index = std::uint16_t;
constexpr Index none = 0xFFFF;

/// Whom a rule speaks of: a group of the directory, the persons or units named in a field of the
/// case, or the one whose part it is.
struct Role {
    std::string name;
    Text title;
    std::string group;    // empty where it is a field or a part
    Index field = none;   // kind person or unit, or a list of them
    bool part = false;    // whom the part was made for; only within a `for_each` region
    bool leader = false;  // of the units in that field, or of the part's, only who leads them
    Position at;
};

struct SetField {
    Index field = none;
    expression::Expression value;
};

struct AppendToField {
    Index field = none;
    expression::Expression value;
};

struct Notify {
    std::vector<Index> to;  // roles
    Index message;
};

/// Answered by the actions `by: engine` of that name: before the next input, or after a while.
struct Raise {
    Index event;  // in Workflow::events
    std::optional<calendar::Delay> after;
    std::string id;  // by which it can be cancelled; empty: it cannot
};

/// Ends all that was raised under this id and has not come yet.
struct Cancel {
    std::string id;
};

struct Branch;

/// The first branch whose guard is true is done; none: nothing.
struct Choose {
    std::vector<Branch> branches;
};

using Effect = std::variant<SetField, AppendToField, Notify, Raise, Cancel, Choose>;

struct Branch {
    std::optional<expression::Expression> only_if;
    std::vector<Effect> effects;
    Position at;
};

/// Where a move leads.
struct Target {
    enum class Kind : std::uint8_t {
        state,
        resume_deep,     // the innermost states that were active when `state` was left
        resume_shallow,  // only its own child, from there by `start`
    };

    Index state = none;
    Kind kind = Kind::state;
    Index otherwise = none;  // of a resume where nothing is remembered; none: the state's start
    bool internal = false;   // the source is not left where the target lies within it
};

/// One way an action (or `on_due`, …) may go: the first whose guard is true is taken.
struct Alternative {
    std::optional<expression::Expression> only_if;
    Text because;  // said when the guard refuses; both languages empty where none was written
    std::vector<Effect> effects;
    std::optional<Target> go;  // none: effects only, no state is left
    Position at;
};

/// What an action does to clocks, before its effects are done: to the deadline of its state, or to
/// all of the case.
enum class ClockAct : std::uint8_t { nothing, extend, stop, go_on, suspend, resume };

struct Action {
    std::string name;
    Text title;
    Index event = none;      // its name in Workflow::events
    bool by_engine = false;  // the answer to a raised event; nobody does it by hand
    ClockAct clock = ClockAct::nothing;
    std::vector<Index> by;    // roles
    std::vector<Index> need;  // fields the actor supplies
    std::vector<Alternative> alternatives;
    Position at;
};

struct Every {
    int count = 0;
    calendar::Unit unit = calendar::Unit::days;  // weeks, days or working_days
};

/// A rung of the ladder, repeated by `every`. It ends at the due day (`until_due`) or after
/// `at_most` times.
struct Reminder {
    calendar::Offset at;     // from the due day
    bool escalates = false;  // a step of an escalation: `at` is from the last time of the step
                             // before it, of the first one from the due day
    std::optional<Every> every;
    bool until_due = false;
    int at_most = 1;
    std::vector<Index> to;
    Index message = none;
    Position position;
};

/// Who is told at once where a reminder of the deadline, or a step, has reached nobody.
struct Unreached {
    std::vector<Index> to;
    Index message = none;
};

/// To whom it goes further and further up once a deadline is missed.
struct Escalation {
    std::string name;
    std::vector<Reminder> steps;
    std::optional<Unreached> unreached;
    Position at;
};

/// What is made up for after the daemon was down.
enum class IfMissed : std::uint8_t { latest_only, all, nothing };  // `nothing` is "none" in YAML

struct Due {
    std::string name;  // the state's name where the definition gives none
    calendar::Term within;
    Index from = none;  // the date or instant field it is counted from; none: from the entry
    calendar::Counting counting;
    std::vector<Reminder> reminders;  // behind them the steps of the escalation
    Index escalation = none;          // in Workflow::escalations
    IfMissed if_missed = IfMissed::latest_only;
    std::vector<Alternative> on_due;  // empty: nothing happens by itself
    /// The whole term, from the first start, after the first extension, the second, …; empty: it
    /// cannot be extended. The action that does it stands among those of the state.
    std::vector<calendar::Term> extensions;
    std::string basis;  // the article of the law, for people
    Position at;

    /// The whole term with every extension that it may have.
    [[nodiscard]] calendar::Term const& longest() const {
        return extensions.empty() ? within : extensions.back();
    }
};

/// A region that lives once for each item of a list: its part has its own state, fields, owner and
/// deadlines.
struct ForEach {
    Index list;  // the field of the case whose items are the parts
    Index key;   // the part's own field that holds its item
    Position at;
};

struct State {
    std::string name;
    std::string path;  // "handling.drafting"
    Text title;
    Index parent = none;
    Index start = none;       // the child entered by default; none for a leaf or with regions
    bool parallel = false;    // its children are regions: all are active side by side
    std::uint16_t depth = 0;  // 0 at the top
    Index region = none;      // the `for_each` region it lies in, or is
    std::optional<ForEach> for_each;
    std::vector<Index> owner;  // roles
    std::optional<Due> due;
    std::vector<Index> stops_clock;  // states whose deadlines stand still while it is active
    std::vector<Action> actions;
    std::vector<Alternative> automatically;
    std::vector<Alternative> on_done;
    std::vector<Effect> on_entry;
    std::vector<Effect> on_exit;
    bool end = false;
    Position at;
};

/// What a guard may read beside fields. Its variable's number is its place behind the fields.
struct Derived {
    enum class Kind : std::uint8_t {
        state,     // in_state("PATH"): a bool
        parts,     // parts.REGION: a list of records of the key, the fields, `ended` and `state`
        deadline,  // deadlines.NAME: a record of `running`, `passed`, `stopped` and, while it
                   // runs (stopped or not), the dates `started` and `due`; seen from outside, that
                   // of the part which ends first
    };

    Kind kind = Kind::state;
    std::string name;
    Index state = none;  // the state, the region, or the state whose `due` it is
};

/// Bounds, so that no definition can exhaust the daemon; each is checked when it is read.
struct Bounds {
    static constexpr std::size_t states_max = 2000;
    static constexpr std::size_t fields_max = 500;
    static constexpr std::size_t record_fields_max = 50;  // of one record
    static constexpr std::size_t record_depth_max = 4;    // of records within each other
    static constexpr std::size_t list_depth_max = 2;      // of lists within the records of lists
    static constexpr std::size_t roles_max = 200;
    static constexpr std::size_t messages_max = 500;
    static constexpr std::size_t actions_max = 100;      // of one state
    static constexpr std::size_t alternatives_max = 50;  // of one choose
    static constexpr std::size_t choices_max = 200;      // of one field
    static constexpr std::size_t choice_characters_max = 64;
    static constexpr std::size_t depth_max = 16;      // of nested states
    static constexpr std::size_t reminders_max = 50;  // of one deadline
    static constexpr std::size_t escalations_max = 50;
    static constexpr std::size_t steps_max = 20;  // of one escalation
    static constexpr std::size_t silences_max = 200;
    static constexpr int repeats_max = 366;            // of one reminder
    static constexpr int step_repeats_max = 50;        // of one step of an escalation
    static constexpr std::size_t extensions_max = 10;  // of one deadline
    static constexpr std::size_t stops_max = 200;      // of one deadline while it runs
    static constexpr std::size_t parts_max = 200;      // of one case that live at the same time
    static constexpr int automatic_steps_max = 100;    // after the first, in answer to one input
};

/// How a whole case comes to stand still, and goes on; neither leaves a state.
struct Suspension {
    Action suspend;
    Action resume;
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
    std::vector<Escalation> escalations;
    std::vector<std::string> events;  // names of actions, each once
    std::vector<State> states;        // document order, parents before their children
    std::vector<Derived> derived;     // what guards may read beside fields
    Index start = none;               // the top-level state a case begins in
    std::optional<Suspension> suspension;
    Hash content{};  // identity of the definition with its messages

    [[nodiscard]] Index find_state(std::string_view path) const;
    [[nodiscard]] Index find_field(std::string_view name) const;
    [[nodiscard]] Index find_message(std::string_view name) const;
    [[nodiscard]] Index find_role(std::string_view name) const;
    [[nodiscard]] Index find_event(std::string_view name) const;
    [[nodiscard]] Index find_escalation(std::string_view name) const;

    /// How a guard calls one of its variables: "round", "parts.opinions".
    [[nodiscard]] std::string name_of_variable(std::size_t variable) const;
};

}  // namespace duban::workflow
