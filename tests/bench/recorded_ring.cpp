#include "tests/bench/recorded_ring.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/ensure.hpp"
#include "engine/statechart/interpreter.hpp"
#include "engine/tracking/decide.hpp"
#include "tests/support/world.hpp"

namespace duban::bench {

namespace {

constexpr Instant now = from_milliseconds(1'772'417'700'000);

std::shared_ptr<tracking::Procedure const> procedure_of_ring() {
    return support::procedure_of({.workflow = {"ring.yaml", R"(format: 1
workflow: ring
version: 1
title: {zh-CN: 环, en: Ring}
time_zone: Asia/Shanghai
calendar: cn
fields:
  moves: {type: whole_number, default: 0}
roles:
  office: {group: secretariat}
start: a
states:
  a: {owner: office, actions: {go: {by: engine, only_if: moves >= 0, do: [{set: {moves: moves + 1}}], go: b}}}
  b: {owner: office, actions: {go: {by: engine, only_if: moves >= 0, do: [{set: {moves: moves + 1}}], go: c}}}
  c: {owner: office, actions: {go: {by: engine, only_if: moves >= 0, do: [{set: {moves: moves + 1}}], go: d}}}
  d: {owner: office, on_entry: [{choose: [{only_if: moves < 0, do: [{raise: go}]}]}], actions: {go: {by: engine, only_if: moves >= 0, do: [{set: {moves: moves + 1}}], go: a}, stop: {by: office, go: e}}}
  e: {end: true}
)"},
                                  .messages = {}});
}

class InterpretedRing final : statechart::Host, public Machine {
  public:
    InterpretedRing() {
        for (auto const& field : procedure_->workflow.fields)
            fields_.push_back(field.default_value);
        for (auto const& value : fields_) view_.push_back(&value);
        view_.resize(view_.size() + procedure_->workflow.derived.size());
        interpreter_.begin();
    }

    std::size_t run_batch() override {
        entered_ = 0;
        for (int i = 0; i < events_in_a_batch; ++i) step("go");
        return entered_;
    }

  private:
    Record step(std::string const& event) {
        record_.clear();
        auto const number = procedure_->workflow.find_event(event);
        interpreter_.take({.kind = statechart::Event::Kind::raised, .number = number, .node = {}});
        return record_;
    }

    [[nodiscard]] expression::Scope scope() const {
        return {.variables = view_, .now = now, .today = {}};
    }

    bool is_open(statechart::Transition const& transition, statechart::Node) override {
        auto const& guard = transition.alternative->only_if;
        return !guard || expression::is_true(*guard, scope());
    }

    bool perform(statechart::Transition const& transition,
                 statechart::Node,
                 statechart::Raised& raised) override {
        return run(transition.alternative->effects, raised);
    }

    bool enter(statechart::Node node, statechart::Raised& raised) override {
        ++entered_;
        record_.emplace_back(StateEntered{node.state});
        return run(procedure_->workflow.states[node.state].on_entry, raised);
    }

    bool leave(statechart::Node node, statechart::Raised& raised) override {
        record_.emplace_back(StateLeft{node.state});
        return run(procedure_->workflow.states[node.state].on_exit, raised);
    }

    bool run(std::vector<workflow::Effect> const& effects, statechart::Raised& raised) {
        return std::ranges::all_of(effects, [&](workflow::Effect const& effect) {
            if (auto const* const set = std::get_if<workflow::SetField>(&effect)) return run(*set);
            auto const* const choose = std::get_if<workflow::Choose>(&effect);
            ensure(choose != nullptr, "the ring has no other effects");
            return run(*choose, raised);
        });
    }

    bool run(workflow::SetField const& effect) {
        auto value = expression::evaluate(effect.value, scope());
        if (!value) return false;
        record_.emplace_back(FieldSet{effect.field, *value->as<std::int64_t>()});
        fields_[effect.field] = std::move(*value);
        return true;
    }

    bool run(workflow::Choose const& effect, statechart::Raised& raised) {
        for (auto const& branch : effect.branches) {
            if (!branch.only_if || expression::is_true(*branch.only_if, scope()))
                return run(branch.effects, raised);
        }
        return true;
    }

    std::vector<statechart::PartNumber> open_parts(workflow::Index) override { return {}; }

    PartChanges change_parts(statechart::Position const&) override { return {}; }

    std::shared_ptr<tracking::Procedure const> procedure_ = procedure_of_ring();
    std::vector<expression::Value> fields_;
    std::vector<expression::Value const*> view_;
    Record record_;
    std::size_t entered_ = 0;
    statechart::Position position_;
    statechart::Interpreter interpreter_{procedure_->chart, position_, *this};
};

class DecidedRing : public Machine {
  public:
    DecidedRing() {
        auto const filed =
            tracking::decide(*procedure_, tracking::Filed{.actor = {}, .with = {}, .at = now});
        ensure(filed.has_value(), "the ring is entered");
        tracking::apply(*filed, state_);
    }

    std::size_t run_batch() override {
        std::size_t entered = 0;
        tracking::EventCame const go{.event = "go", .at = now};
        for (int i = 0; i < events_in_a_batch; ++i) {
            auto const change = tracking::decide(*procedure_, state_, go);
            entered += change->entered.size();
            tracking::apply(*change, state_);
        }
        return entered;
    }

  private:
    std::shared_ptr<tracking::Procedure const> procedure_ = procedure_of_ring();
    tracking::Case state_;
};

}  // namespace

std::unique_ptr<Machine> interpreted_ring() {
    return std::make_unique<InterpretedRing>();
}

std::unique_ptr<Machine> decided_ring() {
    return std::make_unique<DecidedRing>();
}

}  // namespace duban::bench
