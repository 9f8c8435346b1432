// What an expression sees of a case that is worked on: its fields as the effects so far have left
// them, those of the part it stands in, and what is derived from states, parts and deadlines.
#include <algorithm>

#include "engine/base/ensure.hpp"
#include "engine/tracking/working_case.hpp"

namespace duban::tracking {

using expression::Value;
using workflow::Derived;
using workflow::Index;
using workflow::none;

namespace {

Value const never_set;

}  // namespace

expression::Scope WorkingCase::scope(expression::Expression const& expression, PartNumber part) {
    auto const& workflow = procedure_.workflow;
    auto const uses = expression.uses();
    if (!uses.empty() && view_.size() <= uses.back()) view_.resize(uses.back() + std::size_t{1});
    derived_.clear();
    for (auto const index : uses) {
        if (index < workflow.fields.size()) {
            view_[index] = &value_of(index, part);
            continue;
        }
        derived_.reserve(uses.size());  // views of it must stay good
        derived_.push_back(derive(index, part));
        view_[index] = &derived_.back();
    }
    return {.variables = view_,
            .now = change_.at,
            .today = today_,
            .working_days = &days_,
            .zones = nullptr};
}

/// A field of the case as a whole, as the effects so far have left it.
Value const& WorkingCase::own_value(Index field) const {
    for (auto const& change : change_.fields) {
        if (change.field == field && change.part == 0) return change.value;
    }
    return field < state_.fields.size() ? state_.fields[field] : never_set;
}

Value const& WorkingCase::value_of(Index field, PartNumber part) {
    return procedure_.workflow.fields[field].region == none ? own_value(field)
                                                            : part_value(field, part);
}

bool WorkingCase::is_true(expression::Expression const& guard, PartNumber part) {
    bool const open = expression::is_true(guard, scope(guard, part));
    change_.guards.push_back({&guard, part, open});
    return open;
}

Value WorkingCase::derive(Index variable, PartNumber part) const {
    auto const& workflow = procedure_.workflow;
    return derive_value(procedure_,
                        workflow.derived[variable - workflow.fields.size()],
                        {change_.position.active, parts_, running(), is_suspended()},
                        part);
}

void WorkingCase::store(Index field, PartNumber part, Value value) {
    if (procedure_.workflow.fields[field].region != none) {
        part_value(field, part) = value;
    }
    auto& fields = change_.fields;
    auto const known = std::find_if(fields.begin(), fields.end(), [&](FieldChange const& change) {
        return change.field == field && change.part == part;
    });
    if (known != fields.end()) {
        known->value = std::move(value);
    } else {
        fields.push_back({field, part, std::move(value)});
    }
}

}  // namespace duban::tracking
