// A case while one input is worked on: the fields as the effects so far have left them, and the
// change that grows. Values of the case are looked at, never copied; only what is set is owned.
// Private to tracking.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/input.hpp"

namespace duban::tracking {

class WorkingCase {
  public:
    WorkingCase(Procedure const& procedure, Case const& state, Instant at);

    // Holds pointers into itself.
    WorkingCase(WorkingCase const&) = delete;
    WorkingCase& operator=(WorkingCase const&) = delete;

    [[nodiscard]] Procedure const& procedure() const { return procedure_; }

    [[nodiscard]] Case const& state() const { return state_; }

    [[nodiscard]] Change& change() { return change_; }

    /// Sets a field for the guards and effects that follow.
    void set(workflow::Index field, expression::Value value);

    /// The first alternative whose guard is true, or null; guards that were read go into the
    /// change.
    workflow::Alternative const* choose(std::vector<workflow::Alternative> const& alternatives);

    /// Runs an alternative of an action of `source`: leaves, acts, enters. `moment` is when the
    /// deadlines of entered states begin.
    std::optional<Refusal> take(workflow::Alternative const& alternative,
                                workflow::Index source,
                                Instant moment);

    /// Enters the chart's start state: the case begins.
    std::optional<Refusal> begin(Instant moment);

  private:
    std::optional<Refusal> run(std::vector<workflow::Effect> const& effects);
    std::optional<Refusal> run(workflow::SetField const& effect);
    std::optional<Refusal> run(workflow::AppendToField const& effect);
    std::optional<Refusal> run(workflow::Notify const& effect);
    std::optional<Refusal> move(workflow::Index source,
                                workflow::Index target,
                                std::vector<workflow::Effect> const& effects,
                                Instant moment);
    Result<expression::Value, Refusal> value_of(expression::Expression const& expression,
                                                workflow::Index field);
    [[nodiscard]] expression::Scope scope() const;

    Procedure const& procedure_;
    Case const& state_;
    Change change_;
    std::vector<expression::Value const*> view_;
    Day today_;
    int ordinal_ = 0;
};

}  // namespace duban::tracking
