#include "engine/proof/counters.hpp"

#include <algorithm>

#include "engine/proof/effects.hpp"

namespace duban::proof {

namespace {

using expression::Formula;
using expression::Value;
using workflow::Alternative;
using workflow::Effect;
using workflow::Field;
using workflow::FieldKind;
using workflow::none;
using workflow::SetField;

/// A counter that goes beyond is no counter.
constexpr std::int64_t steps_most = 1000;

bool can_be_followed(Field const& field) {
    bool const has_kind = field.kind == FieldKind::yes_no || field.kind == FieldKind::choice ||
                          field.kind == FieldKind::whole_number;
    return has_kind && !field.list && !field.required && field.region == none;
}

bool lies_in_region(Workflow const& workflow, Index state) {
    for (auto outer = workflow.states[state].parent; outer != none;
         outer = workflow.states[outer].parent) {
        if (workflow.states[outer].parallel) return true;
    }
    return false;
}

}  // namespace

Counters::Counters(Workflow const& workflow) : workflow_{&workflow} {
    add_candidates();
    strike_out_others();
    std::erase_if(highest_, [](auto const& entry) {
        return entry.second > steps_most || entry.second < -steps_most;
    });
    std::erase_if(at_start_, [this](auto const& entry) {
        return workflow_->fields[entry.first].kind == FieldKind::whole_number &&
               !highest_.contains(entry.first);
    });
}

void Counters::add_candidates() {
    for (auto const& state : workflow_->states) {
        workflow::each_alternative(state, [this](Alternative const& alternative) {
            if (alternative.only_if) see_guard(formula_of(*alternative.only_if));
        });
    }
}

void Counters::see_guard(Formula const& formula) {
    for (auto const& part : formula.parts) see_guard(part);
    if (!formula.condition || !formula.is_plain) return;
    for (auto const variable : formula.condition->uses()) {
        if (variable >= workflow_->fields.size()) continue;
        auto const& field = workflow_->fields[variable];
        if (!can_be_followed(field)) continue;
        at_start_.try_emplace(variable, field.default_value);
        see_literal(variable, field.default_value);
    }
    for (auto const& [variable, literal] : formula.compared) see_literal(variable, literal);
}

void Counters::see_literal(Index field, Value const& literal) {
    auto const* const number = literal.as<std::int64_t>();
    if (number == nullptr || !at_start_.contains(field)) return;
    auto const [at, is_new] = highest_.try_emplace(field, *number);
    if (!is_new) at->second = std::max(at->second, *number);
}

bool Counters::is_followed(Index source,
                           Alternative const& alternative,
                           SetField const& set) const {
    if (!alternative.go || lies_in_region(*workflow_, source)) return false;
    if (literal_of(set.value)) return true;
    auto const increment = increment_of(set.value);
    return increment && increment->variable == set.field && increment->by >= 0;
}

/// Whoever else may set a field, a person or an effect in another place, makes it unknown.
void Counters::strike_out_others() {
    std::map<Index, int> unfollowed;
    each_effect(*workflow_, [&](Effect const& effect) {
        if (auto const* const set = std::get_if<SetField>(&effect)) ++unfollowed[set->field];
    });
    auto const supplied = [&](workflow::Action const& action) {
        for (auto const field : action.need) ++unfollowed[field];
    };
    if (workflow_->suspension) {
        supplied(workflow_->suspension->suspend);
        supplied(workflow_->suspension->resume);
    }
    for (std::size_t i = 0; i < workflow_->states.size(); ++i) {
        auto const& state = workflow_->states[i];
        for (auto const& action : state.actions) supplied(action);
        workflow::each_alternative(state, [&](Alternative const& alternative) {
            for (auto const& effect : alternative.effects) {
                auto const* const set = std::get_if<SetField>(&effect);
                if (set == nullptr || !is_followed(static_cast<Index>(i), alternative, *set))
                    continue;
                --unfollowed[set->field];
                if (auto const literal = literal_of(set->value)) see_literal(set->field, *literal);
            }
        });
    }
    std::erase_if(at_start_, [&](auto const& entry) { return unfollowed[entry.first] > 0; });
}

Counters::Values Counters::after(Values values, std::vector<Effect> const& effects) const {
    for (auto const& effect : effects) {
        auto const* const set = std::get_if<SetField>(&effect);
        if (set == nullptr) continue;
        auto const followed = values.find(set->field);
        if (followed == values.end()) continue;
        if (auto const literal = literal_of(set->value)) {
            followed->second = *literal;
            continue;
        }
        auto const* const before = followed->second.as<std::int64_t>();
        if (before == nullptr) continue;
        auto const most = highest_.at(set->field) + 1;
        auto const by = std::min(increment_of(set->value)->by, 2 * steps_most + 1);
        followed->second = std::min(*before + by, most);
    }
    return values;
}

}  // namespace duban::proof
