#include "engine/proof/set_fields.hpp"

#include "engine/expression/formula.hpp"
#include "engine/proof/effects.hpp"

namespace duban::proof {

using workflow::Alternative;
using workflow::Effect;
using workflow::Index;
using workflow::none;
using workflow::SetField;

SetFields::SetFields(workflow::Workflow const& workflow)
    : workflow_{&workflow},
      children_{children_of(workflow)},
      emptied_(workflow.fields.size()),
      in_(workflow.states.size()),
      reached_(workflow.states.size()) {
    each_effect(workflow, [this](Effect const& effect) {
        auto const* const set = std::get_if<SetField>(&effect);
        if (set != nullptr && !is_never_null(set->value)) emptied_[set->field] = true;
    });
    Fields filed(workflow.fields.size());
    for (std::size_t i = 0; i < filed.size(); ++i) {
        auto const& field = workflow.fields[i];
        filed[i] = !emptied_[i] && field.region == none &&
                   (field.required || !field.default_value.is_null());
    }
    enter(workflow.start, filed);
    while (!waiting_.empty()) {
        auto const state = waiting_.back();
        waiting_.pop_back();
        leave(state);
    }
}

/// A part begins with its own item and with what its fields are by default.
SetFields::Fields SetFields::entering(Index state, Fields fields) const {
    auto const& parts = workflow_->states[state].for_each;
    if (!parts) return fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto const& field = workflow_->fields[i];
        if (field.region != state) continue;
        fields[i] = !emptied_[i] && (i == parts->key || !field.default_value.is_null());
    }
    return fields;
}

void SetFields::enter(Index target, Fields const& fields) {
    for (auto state = target; state != none; state = workflow_->states[state].parent) {
        mark(state, fields);
    }
}

/// What every way here has set: less, the more ways there are.
void SetFields::mark(Index state, Fields const& fields) {
    auto const entered = entering(state, fields);
    bool changed = !reached_[state];
    if (changed) {
        in_[state] = entered;
        reached_[state] = true;
    }
    for (std::size_t i = 0; i < entered.size(); ++i) {
        if (!in_[state][i] || entered[i]) continue;
        in_[state][i] = false;
        changed = true;
    }
    if (!changed) return;
    waiting_.push_back(state);
    auto const within = in_[state];
    auto const& of = workflow_->states[state];
    if (of.start != none) mark(of.start, within);
    if (!of.parallel) return;
    for (auto const region : children_[state]) mark(region, within);
}

void SetFields::leave(Index index) {
    auto const& state = workflow_->states[index];
    for (auto const& action : state.actions) {
        auto fields = in_[index];
        for (auto const field : action.need) fields[field] = !emptied_[field];
        for (auto const& alternative : action.alternatives) follow(fields, alternative);
    }
    for (auto const& alternative : state.automatically) follow(in_[index], alternative);
    for (auto const& alternative : state.on_done) follow(in_[index], alternative);
    if (!state.due) return;
    for (auto const& alternative : state.due->on_due) follow(in_[index], alternative);
}

void SetFields::follow(Fields fields, Alternative const& alternative) {
    if (!alternative.go) return;
    add(fields, alternative.effects);
    enter(alternative.go->state, fields);
    // Where it goes back to where it was, what was set there then has stayed.
    if (alternative.go->otherwise != none) enter(alternative.go->otherwise, fields);
}

void SetFields::add(Fields& fields, std::vector<Effect> const& effects) const {
    for (auto const& effect : effects) {
        auto const* const set = std::get_if<SetField>(&effect);
        if (set != nullptr) fields[set->field] = !emptied_[set->field];
    }
}

}  // namespace duban::proof
