#include "engine/tracking/glance.hpp"

#include "engine/tracking/field_value.hpp"

namespace duban::tracking {

using expression::Value;

Glance::Glance(Procedure const& procedure, Case const& state, PartNumber part, Instant now)
    : procedure_{procedure}, state_{state}, part_{part}, now_{now}, days_{procedure.calendar} {}

Value Glance::value_of(std::size_t variable) const {
    auto const& workflow = procedure_.workflow;
    if (variable >= workflow.fields.size()) {
        std::vector<Deadline const*> running;
        for (auto const& deadline : state_.deadlines) running.push_back(&deadline);
        return derive_value(procedure_,
                            workflow.derived[variable - workflow.fields.size()],
                            {state_.position.active,
                             state_.parts,
                             std::move(running),
                             state_.suspended_since.has_value()},
                            part_);
    }
    auto const field = static_cast<workflow::Index>(variable);
    auto const* const held = field_value(workflow, state_, state_.find_part(part_), field);
    return held == nullptr ? Value{} : *held;
}

/// The guard with the scope that it is read in.
template <class Ask>
auto Glance::ask(expression::Expression const& guard, Ask answer) const {
    auto const& workflow = procedure_.workflow;
    std::vector<Value> values;
    values.reserve(guard.uses().size());  // pointers into it must stay good
    std::vector<Value const*> view(workflow.fields.size() + workflow.derived.size());
    for (auto const index : guard.uses()) {
        values.push_back(value_of(index));
        view[index] = &values.back();
    }
    return answer(guard,
                  expression::Scope{.variables = view,
                                    .now = now_,
                                    .today = procedure_.zone.day_of(now_),
                                    .working_days = &days_,
                                    .zones = nullptr});
}

bool Glance::is_true(expression::Expression const& guard) const {
    return ask(guard, expression::is_true);
}

expression::Account Glance::account_of(expression::Expression const& guard) const {
    return ask(guard, expression::account_of);
}

}  // namespace duban::tracking
