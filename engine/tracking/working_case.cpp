#include "engine/tracking/working_case.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace duban::tracking {

namespace {

using workflow::none;

Refusal endless() {
    return {
        Refusal::Kind::fault,
        {.zh_cn = fmt::format("流程自动转移超过 {} 步仍不停止，本次操作已全部撤回，请联系管理员",
                              workflow::Bounds::automatic_steps_max),
         .en = fmt::format("the procedure went on by itself for more than {} steps, so all of it "
                           "was taken back: tell the administrator",
                           workflow::Bounds::automatic_steps_max)}};
}

}  // namespace

WorkingCase::WorkingCase(
    Procedure const& procedure, Case const& state, Change& change, Instant at, Instant moment)
    : procedure_{procedure},
      state_{state},
      moment_{moment},
      today_{procedure.zone.day_of(at)},
      days_{procedure.calendar},
      change_{change},
      parts_{state.parts},
      last_part_{state.last_part} {
    change_.at = at;
    change_.position = state.position;
}

std::optional<Refusal> WorkingCase::begin() {
    statechart::Interpreter interpreter{procedure_.chart, change_.position, *this};
    auto const outcome = interpreter.begin();
    return finish(outcome, interpreter.has_ended());
}

std::optional<Refusal> WorkingCase::take(statechart::Event event) {
    statechart::Interpreter interpreter{procedure_.chart, change_.position, *this};
    auto const outcome = interpreter.take(event);
    return finish(outcome, interpreter.has_ended());
}

std::optional<Refusal> WorkingCase::take(workflow::Action const& suspension) {
    constexpr Node whole{none, 0};
    if (!may_answer(suspension, whole)) return refusal_;
    auto const& way = suspension.alternatives.front();
    if (way.only_if && !is_true(*way.only_if, 0)) {
        refuse_guard(suspension);
        return refusal_;
    }
    supplied_.before.clear();
    performed_.push_back(&suspension);
    change_.ways.push_back(&way);
    move_clock(suspension.clock, whole);
    Raised raised;  // nothing is: the definition raises no event here
    if (!run(way.effects, 0, raised)) return refusal_;
    // While it stands still, nothing goes on by itself.
    return is_suspended() ? finish(Outcome::done, false) : settle();
}

std::optional<Refusal> WorkingCase::settle() {
    statechart::Interpreter interpreter{procedure_.chart, change_.position, *this};
    auto const outcome = interpreter.settle();
    return finish(outcome, interpreter.has_ended());
}

bool WorkingCase::is_suspended() const {
    return change_.suspended.value_or(state_.suspended_since.has_value());
}

std::optional<Refusal> WorkingCase::finish(Outcome outcome, bool ended) {
    if (outcome == Outcome::endless) return endless();
    if (outcome == Outcome::given_up) return refusal_;
    if (outcome == Outcome::unanswered) {
        if (refusal_) return refusal_;
        return Refusal{Refusal::Kind::unknown_action, {}};
    }
    if (auto refusal = check_asked_for()) return refusal;
    change_.closed = ended;
    follow_starts();
    if (auto refusal = follow_clocks()) return refusal;
    if (ended) change_.position.memories.clear();  // nothing will be resumed any more
    if (procedure_.chart.has_parts()) close_parts();
    for (auto& opened : change_.parts_opened) {
        if (auto const* const part = find_part(opened.number)) opened = *part;
    }
    change_.parts = std::move(parts_);
    change_.last_part = last_part_;
    return std::nullopt;
}

bool WorkingCase::is_open(Transition const& transition, Node source) {
    auto const* const action = transition.action;
    if (action != nullptr && !action->by_engine && !may_answer(*action, source)) return false;
    auto const& guard = transition.alternative->only_if;
    if (!guard || is_true(*guard, source.part)) {
        supplied_.before.clear();  // what was supplied stays
        return true;
    }
    // Only the last of several ways makes it a refusal.
    bool const is_last =
        action != nullptr && transition.alternative == &action->alternatives.back();
    if (is_last && !action->by_engine) refuse_guard(*action);
    return false;
}

workflow::Alternative const* WorkingCase::choose(
    std::vector<workflow::Alternative> const& alternatives, Node source) {
    for (auto const& alternative : alternatives) {
        if (!alternative.only_if || is_true(*alternative.only_if, source.part)) return &alternative;
    }
    return nullptr;
}

bool WorkingCase::perform(Transition const& transition, Node source, Raised& raised) {
    take_back();
    if (asked_ != nullptr && transition.action != nullptr) performed_.push_back(transition.action);
    change_.ways.push_back(transition.alternative);
    if (transition.action != nullptr && transition.action->clock != workflow::ClockAct::nothing)
        move_clock(transition.action->clock, source);
    auto const& effects = transition.alternative->effects;
    change_.effects.reserve(change_.effects.size() + effects.size());
    return run(effects, source.part, raised);
}

bool WorkingCase::enter(Node node, Raised& raised) {
    auto const& state = procedure_.workflow.states[node.state];
    change_.moved = true;
    change_.entered.push_back(node);
    if (!run(state.on_entry, node.part, raised)) return false;
    if (state.end && is_region(procedure_.chart.parent_of(node))) {
        // The region has ended: nobody is reminded of it while the others go on.
        end_deadline(procedure_.chart.parent_of(node));
    }
    if (state.due) begin_deadline(node);
    return true;
}

bool WorkingCase::is_region(Node node) const {
    if (node.state == none) return false;
    auto const outer = procedure_.chart.parent_of(node);
    return outer.state != none && procedure_.chart.is_parallel(outer.state);
}

bool WorkingCase::leave(Node node, Raised& raised) {
    take_back();
    auto const& state = procedure_.workflow.states[node.state];
    change_.moved = true;
    change_.left.push_back(node);
    if (!run(state.on_exit, node.part, raised)) return false;
    end_deadline(node);
    return true;
}

}  // namespace duban::tracking
