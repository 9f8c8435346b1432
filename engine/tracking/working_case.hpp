// A case while one input is worked on: the host of the chart's interpreter. It answers its guards
// and does its effects on a change that grows; the case itself is looked at, never touched.
// Private to tracking.
#pragma once

#include <optional>
#include <vector>

#include "engine/base/result.hpp"
#include "engine/statechart/host.hpp"
#include "engine/statechart/interpreter.hpp"
#include "engine/tracking/change.hpp"
#include "engine/tracking/derived_value.hpp"
#include "engine/tracking/input.hpp"
#include "engine/workflow/part_key.hpp"

namespace duban::tracking {

class WorkingCase final : public statechart::Host {
  public:
    /// The change, which is blank, grows where the caller keeps it. `moment`: when the deadlines of
    /// entered states begin.
    WorkingCase(
        Procedure const& procedure, Case const& state, Change& change, Instant at, Instant moment);

    // Holds pointers into itself.
    WorkingCase(WorkingCase const&) = delete;
    WorkingCase& operator=(WorkingCase const&) = delete;

    [[nodiscard]] Change& change() { return change_; }

    /// A person asks: who may, what is to be supplied and the guards are asked in that order.
    void asked_by(ActionAsked const& input) { asked_ = &input; }

    /// Sets a field for the guards and effects that follow.
    std::optional<Refusal> set(workflow::Index field, PartNumber part, expression::Value value);

    std::optional<Refusal> begin();
    std::optional<Refusal> take(statechart::Event event);
    /// The whole case is suspended or resumed by the person who asks.
    std::optional<Refusal> take(workflow::Action const& suspension);
    /// What happens by itself now that something has changed beside the chart.
    std::optional<Refusal> settle();

    /// Whether the actor is any of these; `part`: the part that is spoken of, null for none.
    [[nodiscard]] bool has_role(Actor const& actor,
                                std::vector<workflow::Index> const& roles,
                                Part const* part) const;

    /// The deadline as this step changes it; it runs.
    Deadline& change_deadline(Deadline const& deadline);

    /// The raise has come: it waits no longer.
    void end_raise(RaiseId raise) { change_.raised_ended.push_back(raise); }

    /// The first alternative whose guard is true, or null, without taking it.
    workflow::Alternative const* choose(std::vector<workflow::Alternative> const& alternatives,
                                        Node source);

  private:
    using Outcome = statechart::Interpreter::Outcome;
    using Transition = statechart::Transition;
    using Raised = statechart::Raised;

    // What the interpreter asks.
    bool is_open(Transition const& transition, Node source) override;
    bool perform(Transition const& transition, Node source, Raised& raised) override;
    bool enter(Node node, Raised& raised) override;
    bool leave(Node node, Raised& raised) override;
    std::vector<PartNumber> open_parts(workflow::Index region) override;
    PartChanges change_parts(statechart::Position const& position) override;

    void unanswered(workflow::Index event) override { change_.unanswered.push_back(event); }

    std::optional<Refusal> finish(Outcome outcome, bool ended);

    // answer.cpp: whether the person may do what was asked.
    bool may_answer(workflow::Action const& action, Node source);
    bool is_allowed(workflow::Action const& action, Node source);
    std::optional<Refusal> supply(workflow::Action const& action, PartNumber part);
    void take_back();
    void refuse(Refusal refusal);
    void refuse_guard(workflow::Action const& action);
    std::optional<Refusal> check_asked_for() const;

    // effects.cpp
    bool run(std::vector<workflow::Effect> const& effects, PartNumber part, Raised& raised);
    bool run(workflow::SetField const& effect, PartNumber part, Raised& raised);
    bool run(workflow::AppendToField const& effect, PartNumber part, Raised& raised);
    bool run(workflow::Notify const& effect, PartNumber part, Raised& raised);
    bool run(workflow::Raise const& effect, PartNumber part, Raised& raised);
    bool run(workflow::Cancel const& effect, PartNumber part, Raised& raised);
    bool run(workflow::Choose const& effect, PartNumber part, Raised& raised);
    [[nodiscard]] PartNumber part_of(workflow::Index field, PartNumber part) const;
    bool set_to(workflow::Index field, PartNumber part, expression::Value value);
    [[nodiscard]] std::optional<Text> why_unfit(workflow::Index field,
                                                expression::Value const& value) const;
    bool fail(Refusal refusal);

    /// Those for which `ends` holds wait no longer.
    template <class Ends>
    void end_raises(Ends ends) {
        std::erase_if(change_.raised, ends);
        for (auto const& pending : state_.pending) {
            if (ends(pending)) change_.raised_ended.push_back(pending.id);
        }
    }

    // clocks.cpp: the deadlines as the step leaves them.
    [[nodiscard]] std::optional<Instant> told_start(Node node);
    void begin_deadline(Node node);
    void end_deadline(Node node);
    [[nodiscard]] bool has_ended(Deadline const& deadline) const;
    [[nodiscard]] bool is_suspended() const;  // after what was done so far
    template <class Look>
    void look_at_running(Look look) const;
    [[nodiscard]] Deadline const& as_it_is(Deadline const& deadline) const;
    [[nodiscard]] std::vector<Deadline const*> running() const;
    [[nodiscard]] Deadline const* find_running(Node node) const;
    void move_clock(workflow::ClockAct act, Node node);
    void suspend(bool stands);
    void follow_starts();
    void follow_given_dates();
    [[nodiscard]] bool has_region_ended(Node node) const;
    std::optional<Refusal> follow_clocks();
    void go_on(Deadline& deadline);
    void tell_laid_behind(Deadline const& before, Deadline const& after, Instant until);

    // parts.cpp
    PartNumber open_part(workflow::Index region, workflow::PartItem item);
    void correct_part(Part const& part, workflow::PartItem const& item);
    void close_parts();
    [[nodiscard]] bool is_region(Node node) const;
    void close(Part const& part, PartClosed::Why why);
    void forget(PartNumber number);
    [[nodiscard]] bool is_remembered(PartNumber number) const;
    [[nodiscard]] std::vector<workflow::PartItem> items_of(workflow::Index region) const;
    Part* find_part(PartNumber number);
    expression::Value& part_value(workflow::Index field, PartNumber part);

    // scope.cpp: what an expression sees.
    [[nodiscard]] expression::Scope scope(expression::Expression const& expression,
                                          PartNumber part);
    expression::Value derive(workflow::Index variable, PartNumber part) const;
    [[nodiscard]] expression::Value const& own_value(workflow::Index field) const;
    [[nodiscard]] expression::Value const& value_of(workflow::Index field, PartNumber part);
    bool is_true(expression::Expression const& guard, PartNumber part);
    void store(workflow::Index field, PartNumber part, expression::Value value);

    Procedure const& procedure_;
    Case const& state_;
    Instant moment_;
    Day today_;
    OfficeDays days_;
    Change& change_;
    std::vector<Part> parts_;
    PartNumber last_part_;
    std::vector<PartNumber> dropped_;
    std::vector<expression::Value const*> view_;  // what the expression reads that is evaluated
    std::vector<expression::Value> derived_;
    int ordinal_ = 0;

    // While a person's action is looked for an answer.
    ActionAsked const* asked_ = nullptr;

    struct Supplied {
        workflow::Action const* action = nullptr;
        Node source;
        bool complete = false;
        std::vector<FieldChange> before;
    };

    Supplied supplied_;
    std::vector<workflow::Action const*> performed_;
    std::optional<Refusal> refusal_;
};

}  // namespace duban::tracking
