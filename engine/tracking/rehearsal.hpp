// A rehearsal: one case of a definition on a clock of its own. Whoever plays moves the clock and
// acts; alarms and raised events come in between, in their order. Nothing is stored or sent, and
// nobody is in a directory: who acts as a role is whoever the role means in this case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tracking/case.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/input.hpp"

namespace duban::tracking {

class Rehearsal {
  public:
    /// The procedure must outlive it.
    Rehearsal(Procedure const& procedure, Instant start);

    /// Somebody acts: `as` is a role, or the name of a person, a unit or a group.
    struct Turn {
        std::string action;
        std::string as;
        NamedValues with;
        Instant at;
        bool unchecked = false;  // as in ActionAsked
    };

    /// What happened, in order: often one change, with a wait any number; and why the input itself
    /// did not. A refusal takes nothing back that came before: time has passed.
    struct Outcome {
        std::vector<Change> changes;
        std::optional<Refusal> refusal;
    };

    // Each first lets come what is due by then, and then what it has raised for that very moment.
    // An `at` before `now` means now.
    Outcome file(Filed input);
    Outcome act(Turn turn);
    Outcome raise(EventCame input);
    Outcome wait(Instant until);

    [[nodiscard]] Case const& state() const { return state_; }

    [[nodiscard]] Instant now() const { return now_; }

    /// Changes without an input of their own that one call may bring about.
    static constexpr int changes_max = 10'000;

  private:
    [[nodiscard]] Deadline const* next_deadline() const;
    [[nodiscard]] Pending const* next_raise() const;
    void keep(Change change, Outcome& outcome);
    bool come_next(Instant until, Outcome& outcome);
    void wait(Instant until, Outcome& outcome);
    [[nodiscard]] Actor actor_as(std::string const& as) const;
    Outcome finish(Result<Change, Refusal> change, Outcome outcome);

    Procedure const& procedure_;
    Case state_;
    Instant now_;
    std::int64_t last_id_ = 0;
};

}  // namespace duban::tracking
